import type { BesideCell, BesideRow } from '../page/page.ts';
import { callOf } from './call.ts';
import { type Content, element, type Markup } from './markup.ts';
import { twoColumns } from './two-columns.ts';

/** Two runs beside each other, from where they part; the line in which one differs is marked. */
export const drawBeside = (heads: readonly [string, string], rows: readonly BesideRow[]): Markup =>
  element(
    'figure',
    { class: 'sides' },
    twoColumns(heads, { label: heads.join(' and '), sign: 'differs' }, rows.map(rowOf)),
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
