import type { ReportedFinding } from '../format.ts';
import { type Block, type Cell, type Cells, cellText } from '../page/page.ts';
import { type Content, element, type Markup } from './markup.ts';

type Table = Block & { readonly kind: 'table' };

/** Findings whose run the page tells, and the place of each. */
export type Links = ReadonlyMap<ReportedFinding, string>;

/** A table whose cells lead to the runs that they are about. */
export function drawTable({ head, rows, isGrouped }: Table, links: Links): Markup {
  const body = isGrouped ? groupedRows(rows, head.length, links) : rows.map(rowOf);
  return element(
    'div',
    { class: 'table', tabindex: 0, role: 'group', 'aria-label': 'table' },
    element(
      'table',
      { class: isGrouped && 'grouped' },
      head.length > 0 &&
        element(
          'thead',
          {},
          element(
            'tr',
            {},
            head.map((cell) => element('th', { scope: 'col' }, cell)),
          ),
        ),
      element('tbody', {}, body),
    ),
  );

  function rowOf(cells: Cells): Content {
    const [first = ''] = cells;
    return element(
      'tr',
      {},
      cells.map((cell, column) =>
        element('td', {}, cellOf(cell, links, `${head[column]} ${cellText(first)}`)),
      ),
    );
  }
}

/** The first group row by row; of each of the others, if it has any, its names in one line. */
function groupedRows(rows: readonly Cells[], columns: number, links: Links): Content[] {
  const groups: Cells[][] = [];
  for (const row of rows) {
    if (row[0] === '') groups.at(-1)?.push(row);
    else groups.push([row]);
  }
  return groups
    .filter(([row = []]) => row.slice(1).some((cell) => cellText(cell) !== ''))
    .flatMap((group, index) =>
      index === 0
        ? group.map((cells) => element('tr', {}, cells.map(inOwnCell)))
        : [element('tr', {}, inOwnCell(group[0]![0]!), inOneCell(group))],
    );

  function inOwnCell(cell: Cell): Markup {
    return element('td', {}, cellOf(cell, links, ''));
  }

  function inOneCell(group: readonly Cells[]): Markup {
    const names = group.map(([, name = '', row = '', what = '']) => [
      element(
        'span',
        { title: cellText(what) },
        typeof name === 'object' && name.alone ? name.alone : cellOf(name, links, ''),
        row !== '' && ` ${cellText(row)}`,
      ),
      ' ',
    ]);
    return element('td', { class: 'names', colspan: columns - 1 }, names);
  }
}

/** A sign that stands for a run is named by its row and column. */
function cellOf(cell: Cell, links: Links, name: string): Content {
  const text = cellText(cell);
  const place = typeof cell === 'string' || !cell.finding ? undefined : links.get(cell.finding);
  if (place === undefined) return text;
  return element('a', { href: `#${place}`, 'aria-label': text === '●' && name }, text);
}
