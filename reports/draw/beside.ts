import type { BesideRow } from '../page/page.ts';
import type { Line } from './lanes.ts';
import { padded, printable, truncated, wrapped } from './width.ts';

const RULE = ' │ ';
const MARKED = '>>> ';
const PLAIN = '    ';

/** Two runs side by side, each in half of the columns; a sign at the line in which one differs. */
export function drawBeside(
  heads: readonly [string, string],
  rows: readonly BesideRow[],
  columns: number,
): Line[] {
  const width = Math.floor((columns - RULE.length) / 2);
  const joined = (left: string, right: string): string =>
    truncated(`${padded(left, width)}${RULE}${right}`.trimEnd(), columns);
  const half = (cell: BesideRow[number]): readonly string[] =>
    cell === null
      ? []
      : wrapped(printable(cell.text), width - PLAIN.length).map(
          (text, line) => `${cell.marked && line === 0 ? MARKED : PLAIN}${text}`,
        );
  const [first, second] = heads.map((head) => truncated(PLAIN + printable(head), width));
  return [
    { text: joined(first!, second!), tone: 'head' },
    ...rows.flatMap((row): Line[] => {
      const [left, right] = [half(row[0]), half(row[1])];
      const tone = row.some((cell) => cell?.marked) ? 'broke' : 'step';
      return Array.from({ length: Math.max(left.length, right.length) }, (_, line) => ({
        text: joined(left[line] ?? '', right[line] ?? ''),
        tone,
      }));
    }),
  ];
}
