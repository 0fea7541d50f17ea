import { type Content, element, type Markup } from './markup.ts';

/** Two columns with a sign between them, which may be wider than the screen. */
export const twoColumns = (
  [left, right]: readonly [string, string],
  { label, sign }: { label: string; sign: string },
  rows: Content,
): Markup =>
  element(
    'div',
    { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': label },
    element(
      'table',
      {},
      element(
        'thead',
        {},
        element(
          'tr',
          {},
          element('th', { scope: 'col' }, left),
          element('th', { scope: 'col', 'aria-label': sign }),
          element('th', { scope: 'col' }, right),
        ),
      ),
      element('tbody', {}, rows),
    ),
  );
