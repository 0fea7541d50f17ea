import { drawBeside } from '../draw/beside.ts';
import { drawExcerpt } from '../draw/excerpt.ts';
import { drawLanes } from '../draw/lanes.ts';
import { printable } from '../draw/width.ts';
import type { Format, RenderOptions } from '../format.ts';
import { type Block, type Cells, cellText, type Page } from '../page/page.ts';
import { pageOf } from '../page/report.ts';
import { sidesTable } from '../page/sides.ts';

/** A report for a merge request or a mail that is read as Markdown (GitHub's). */
const markdown: Format = {
  summary: 'Markdown for a merge request, an issue or a page of documentation.',
  extension: '.md',
  render: (report, options) => pageMarkdown(pageOf(report), options),
};

export default markdown;

/** A page, or a part of one, in Markdown. */
export function pageMarkdown(page: Page, { columns }: RenderOptions): string {
  const blocks = page.map((block) => drawBlock(block, columns));
  return `${blocks.join('\n\n')}\n`;
}

function drawBlock(block: Block, columns: number): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level)} ${escaped(block.text)}`;
    case 'paragraph':
      return escaped(block.text);
    case 'facts':
      return block.facts
        .map(([label, value]) => `- ${label ? `**${escaped(label)}**: ` : ''}${escaped(value)}`)
        .join('\n');
    case 'list':
      return list(block.title, block.items);
    case 'table':
      return table(block.head, block.rows);
    case 'sides':
      return `**${escaped(block.title)}**\n\n${headed(sidesTable(block.sides))}`;
    case 'lanes':
      return fenced(
        'text',
        drawLanes(block.lanes, columns).map(({ text }) => text),
      );
    case 'beside':
      return fenced(
        'text',
        drawBeside(block.heads, block.rows, columns).map(({ text }) => text),
      );
    case 'excerpt': {
      const lines = drawExcerpt(block.lines, columns).map(({ text }) => text);
      return `**${escaped(block.title)}**\n\n${fenced('text', lines)}`;
    }
    case 'brief':
      return `${list(block.title, block.lines)}\n\n${fenced('sh', [printable(block.command)])}`;
    case 'command':
      return fenced('sh', [printable(block.command)]);
  }
}

const list = (title: string, items: readonly string[]): string =>
  [`**${escaped(title)}**`, '', ...items.map((item) => `- ${escaped(item)}`)].join('\n');

function table(head: Cells, rows: readonly Cells[]): string {
  const columns = Math.max(head.length, ...rows.map((row) => row.length), 1);
  const line = (cells: Cells): string =>
    `| ${Array.from({ length: columns }, (_, at) => escaped(cellText(cells[at] ?? ''))).join(' | ')} |`;
  return [line(head), `|${' --- |'.repeat(columns)}`, ...rows.map(line)].join('\n');
}

const headed = ([head = [], ...rows]: readonly Cells[]): string => table(head, rows);

/** A block of code whose fence is longer than any run of backticks in it. */
function fenced(language: string, lines: readonly string[]): string {
  const runs = lines.flatMap((line) => line.match(/`+/gu) ?? []).map((run) => run.length);
  const fence = '`'.repeat(Math.max(3, 1 + Math.max(0, ...runs)));
  return [fence + language, ...lines, fence].join('\n');
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Text in which nothing is markup, wherever it stands. An underscore inside a word never is. */
function escaped(raw: string): string {
  return printable(raw)
    .trim()
    .replace(/[&<>]/gu, (sign) => ENTITIES[sign]!)
    .replace(/[\\`*[\]|~$]/gu, '\\$&')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replace(/^([#+=-]|\d+(?=[.)]))/u, (start) => (/\d/u.test(start) ? start : `\\${start}`))
    .replace(/^(\d+)([.)])/u, '$1\\$2')
    .replace(/ (#+)$/u, ' \\$1');
}
