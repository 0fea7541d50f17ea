import { type SideLine, type Sides, signOf } from '../model/sides.ts';
import { callOf } from './call.ts';
import { type Content, element, type Markup } from './markup.ts';

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
    element(
      'div',
      { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': title },
      element(
        'table',
        {},
        element(
          'thead',
          {},
          element(
            'tr',
            {},
            element('th', { scope: 'col' }, titles[0]),
            element('th', { scope: 'col', 'aria-label': 'same or not' }),
            element('th', { scope: 'col' }, titles[1]),
          ),
        ),
        element(
          'tbody',
          {},
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
      ),
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
