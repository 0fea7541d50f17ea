import type { ExcerptLine } from '../page/page.ts';
import type { Line } from './lanes.ts';
import { printable, truncated } from './width.ts';

/** Lines of a source with their numbers, and a sign at the one that is meant. */
export function drawExcerpt(lines: readonly ExcerptLine[], columns: number): Line[] {
  const width = Math.max(...lines.map(({ line }) => String(line).length), 1);
  return lines.map(({ line, text, marked }) => ({
    text: truncated(
      `${marked ? '>>>' : '   '} ${String(line).padStart(width)}  ${printable(text)}`.trimEnd(),
      columns,
    ),
    tone: marked ? 'broke' : 'note',
  }));
}
