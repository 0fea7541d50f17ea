import { type SideLine, type Sides, signOf } from '../page/sides.ts';
import { callOf } from './call.ts';
import { type Content, element, type Markup } from './markup.ts';
import { twoColumns } from './two-columns.ts';

/** Rows shown before and after the first difference. */
const BEFORE = 60;
const AFTER = 60;

/** Two traces beside each other; the script scrolls to the first difference. */
export function drawSides(title: string, { titles, rows, parts }: Sides): Markup {
  const from = Math.max(0, parts - BEFORE);
  const shown = rows.slice(from, parts + AFTER);
  const left = rows.length - shown.length;
  return element(
    'figure',
    { class: 'sides' },
    element('figcaption', {}, title),
    twoColumns(
      titles,
      { label: title, sign: 'same or not' },
      shown.map(([one, other], index) => {
        const at = from + index;
        return element(
          'tr',
          { class: at === parts ? 'parts' : at > parts ? 'after' : undefined },
          sideOf(one),
          element('td', { class: 'sign' }, signOf(at, parts)),
          sideOf(other),
        );
      }),
    ),
    left > 0 && element('p', {}, `… ${left} rows left out …`),
  );
}

const sideOf = (line: SideLine | null): Content =>
  element(
    'td',
    {},
    line !== null && [
      element('span', { class: 'who' }, `${line.task} `),
      callOf(line.text),
      line.at !== null && element('span', { class: 'at' }, line.at),
    ],
  );
