import pc from 'picocolors';
import { drawBeside } from '../draw/beside.ts';
import { drawExcerpt } from '../draw/excerpt.ts';
import { drawLanes, type Line } from '../draw/lanes.ts';
import { drawTable } from '../draw/table.ts';
import { padded, printable, truncated, widthOf, wrapped } from '../draw/width.ts';
import type { Format, RenderOptions, Report } from '../format.ts';
import { type Block, cellText, type Fact, type Page, type Tone } from '../page/page.ts';
import { pageOf } from '../page/report.ts';
import { ROWS_WANTED, shortPage } from '../page/short.ts';
import { sidesTable } from '../page/sides.ts';

/** A report for a terminal. */
const text: Format = {
  summary: 'Plain text for a terminal, as wide as it is, in colour if it has any.',
  extension: '.txt',
  render: (report, options) => pageText(pageOf(report), options),
};

export default text;

/** A page, or a part of one, for a terminal. */
export function pageText(page: Page, { columns, color }: RenderOptions): string {
  const pen: Pen = { columns: Math.max(COLUMNS_MIN, columns), colors: pc.createColors(color) };
  const blocks = page.map((block) => drawBlock(block, pen).join('\n'));
  return `${blocks.join('\n\n')}\n`;
}

/** Lines that a short answer may take, so that all of it is on a screen. */
const LINES_MAX = 45;
/** Lines of its run that it keeps however little room there is. */
const ROWS_MIN = 6;

/** What a report says in a few lines; of its run only as much as there is room for. */
export function shortText(report: Report, options: RenderOptions): string {
  let text = pageText(shortPage(report), options);
  let over = linesIn(text) - LINES_MAX;
  for (let rows = ROWS_WANTED - 1; over > 0 && rows >= ROWS_MIN; rows -= 1) {
    text = pageText(shortPage(report, rows), options);
    over = linesIn(text) - LINES_MAX;
  }
  return text;
}

const linesIn = (text: string): number => text.trimEnd().split('\n').length;

/** Narrower than that, nothing can be read. */
const COLUMNS_MIN = 40;

interface Pen {
  readonly columns: number;
  readonly colors: ReturnType<typeof pc.createColors>;
}

const INDENT = '  ';

function drawBlock(block: Block, pen: Pen): string[] {
  const { columns, colors } = pen;
  switch (block.kind) {
    case 'heading':
      return heading(block.level, block.text, block.tone, pen);
    case 'paragraph':
      return indented(block.text, columns);
    case 'facts':
      return facts(block.facts, pen);
    case 'list':
      return [
        ...indented(block.title, columns).map((line) => colors.bold(line)),
        ...block.items.flatMap((item) => hanging(`${INDENT}- `, item, columns)),
      ];
    case 'table': {
      const cells = block.rows.map((row) => row.map(cellText));
      const rows = block.head.length > 0 ? [block.head, ...cells] : cells;
      const [first = '', ...lines] = drawTable(rows, columns - INDENT.length);
      const head = block.head.length > 0 ? colors.dim(first) : first;
      return [head, ...lines].map((line) => INDENT + line);
    }
    case 'sides':
      return [
        ...indented(block.title, columns).map((line) => colors.bold(line)),
        ...drawTable(sidesTable(block.sides), columns - INDENT.length).map((line) => INDENT + line),
      ];
    case 'lanes':
      return drawLanes(block.lanes, columns).map((line) => laneLine(line, pen));
    case 'beside':
      return drawBeside(block.heads, block.rows, columns).map((line) => laneLine(line, pen));
    case 'excerpt':
      return [
        ...indented(block.title, columns).map((line) => colors.bold(line)),
        ...drawExcerpt(block.lines, columns).map((line) => laneLine(line, pen)),
      ];
    case 'brief':
      return [
        ...indented(block.title, columns).map((line) => colors.bold(line)),
        ...block.lines.flatMap((line) => hanging(INDENT + INDENT, line, columns)),
        colors.cyan(INDENT + INDENT + printable(block.command)),
      ];
    case 'command':
      return [colors.cyan(INDENT + printable(block.command))];
  }
}

function heading(level: 1 | 2 | 3, raw: string, tone: Tone | undefined, pen: Pen): string[] {
  const { columns, colors } = pen;
  const paint = tone === undefined ? colors.bold : tone === 'good' ? colors.green : colors.red;
  const clean = printable(raw);
  if (level === 1) return wrapped(clean, columns).map((line) => colors.bold(paint(line)));
  const rule = level === 2 ? '═' : '─';
  const title = truncated(`${rule}${rule} ${clean} `, columns);
  return [paint(title + rule.repeat(Math.max(0, columns - widthOf(title))))];
}

const indented = (raw: string, columns: number): string[] => hanging(INDENT, raw, columns);

/** Wrapped, with later lines as far in as the text after the label of the first one. */
function hanging(label: string, raw: string, columns: number): string[] {
  const width = widthOf(label);
  return wrapped(printable(raw), columns - width).map(
    (line, index) => (index === 0 ? label : ' '.repeat(width)) + line,
  );
}

/** Labels take no more than that. */
const LABEL_MAX = 14;

function facts(all: readonly Fact[], { columns, colors }: Pen): string[] {
  const labels = all.map(([label]) => printable(label));
  const width = Math.min(LABEL_MAX, Math.max(...labels.map(widthOf))) + 2;
  return all.flatMap(([, value], index) =>
    hanging(INDENT + ' '.repeat(width), value, columns).map((line, at) =>
      at === 0
        ? INDENT + colors.bold(padded(labels[index]!, width)) + line.slice(INDENT.length + width)
        : line,
    ),
  );
}

/** Colours of lanes by turns; red is kept for the broken law. A lane is known by its place too. */
const LANE_COLORS = ['cyan', 'magenta', 'yellow', 'blue', 'green'] as const;

function laneLine({ text, tone, pieces = [] }: Line, { colors }: Pen): string {
  if (tone === 'broke') return colors.red(text);
  const parts = pieces.map(({ from, lane }, index) =>
    colors[LANE_COLORS[lane % LANE_COLORS.length]!](text.slice(from, pieces[index + 1]?.from)),
  );
  const line = text.slice(0, pieces[0]?.from) + parts.join('');
  switch (tone) {
    case 'head':
      return colors.bold(line);
    case 'note':
      return colors.dim(line);
    case 'step':
      return line;
  }
}
