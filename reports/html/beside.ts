import type { BesideCell, BesideRow } from '../model/page.ts';
import { callOf } from './call.ts';
import { type Content, element, type Markup } from './markup.ts';

/** Two runs beside each other, from where they part; the line in which one differs is marked. */
export const drawBeside = (heads: readonly [string, string], rows: readonly BesideRow[]): Markup =>
  element(
    'figure',
    { class: 'sides' },
    element(
      'div',
      { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': heads.join(' and ') },
      element(
        'table',
        {},
        element(
          'thead',
          {},
          element(
            'tr',
            {},
            element('th', { scope: 'col' }, heads[0]),
            element('th', { scope: 'col', 'aria-label': 'differs' }),
            element('th', { scope: 'col' }, heads[1]),
          ),
        ),
        element('tbody', {}, rows.map(rowOf)),
      ),
    ),
  );

function rowOf([one, other]: BesideRow): Markup {
  const marked = one?.marked === true || other?.marked === true;
  return element(
    'tr',
    { class: marked ? 'parts' : undefined },
    cellOf(one),
    element('td', { class: 'sign' }, marked ? '≠' : ''),
    cellOf(other),
  );
}

const cellOf = (cell: BesideCell | null): Content =>
  element('td', {}, cell !== null && callOf(cell.text));
