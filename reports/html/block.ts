import type { Block } from '../page/page.ts';
import { drawBeside } from './beside.ts';
import { type Content, element, type Markup } from './markup.ts';
import { drawSides } from './sides.ts';

/** A part of a page that is neither a heading nor a run. */
export function drawBlock(block: Block): Content {
  switch (block.kind) {
    case 'heading':
    case 'lanes':
    case 'table':
      throw new Error(`a ${block.kind} is drawn where it is known what it belongs to`);
    case 'paragraph':
      return element('p', {}, block.text);
    case 'facts':
      return element(
        'dl',
        { class: 'facts' },
        block.facts.map(([label, value]) =>
          element('div', {}, element('dt', {}, label), element('dd', {}, value)),
        ),
      );
    case 'list':
      return list(block.title, block.items);
    case 'beside':
      return drawBeside(block.heads, block.rows);
    case 'sides':
      return drawSides(block.title, block.sides);
    case 'excerpt':
      return element(
        'figure',
        { class: 'excerpt' },
        element('figcaption', {}, block.title),
        element(
          'ol',
          {},
          block.lines.map(({ line, text, marked }) =>
            element(
              'li',
              { class: marked ? 'marked' : undefined },
              element('span', { class: 'line' }, String(line)),
              element('code', {}, text),
              marked && element('span', { class: 'here' }, 'here'),
            ),
          ),
        ),
      );
    case 'brief':
      return element(
        'div',
        { class: 'brief' },
        element('h4', {}, block.title),
        block.lines.map((line) => element('p', {}, line)),
        drawCommand([block.command]),
      );
    case 'command':
      return drawCommand([block.command]);
  }
}

/** Ready to paste. */
export const drawCommand = (lines: readonly string[]): Markup =>
  element(
    'div',
    { class: 'paste' },
    element(
      'pre',
      { class: 'command', tabindex: 0 },
      element(
        'code',
        {},
        lines.map((line, index) => [index > 0 && { html: '\n' }, line]),
      ),
    ),
    element('button', { type: 'button', 'data-copy': true }, 'Copy'),
  );

/** Longer lists are folded: what matters stands under them. */
const OPEN_MAX = 10;

function list(title: string, items: readonly string[]): Markup {
  const all = element(
    'ul',
    {},
    items.map((item) => element('li', {}, item)),
  );
  return items.length > OPEN_MAX
    ? element('details', { class: 'list' }, element('summary', {}, title), all)
    : element('div', { class: 'list' }, element('h4', {}, title), all);
}
