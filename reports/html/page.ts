import type { About, ChartPicture } from '../format.ts';
import type { Block, Page } from '../page/page.ts';
import { drawBlock } from './block.ts';
import { drawDrawing } from './chart.ts';
import { documentOf } from './document.ts';
import { type Content, element, type Markup, shown } from './markup.ts';
import { certificateFirst, isPart, outlineOf, type Part } from './outline.ts';
import { drawRun } from './run.ts';

/** Counts the violations of a page, in its order: their numbers are their addresses. */
interface Pen {
  readonly chart: ChartPicture | undefined;
  /** By heading: the number of the violation that stands under it. */
  readonly numbers: ReadonlyMap<Block, number>;
}

/** A page as one HTML document. */
export function pageHtml(page: Page, { chart }: About = {}): string {
  const top = outlineOf(page);
  const violations = top.flatMap(violationsIn);
  const numbers = new Map(violations.map(({ heading }, index) => [heading, index + 1]));
  const [first] = page;
  const title = first?.kind === 'heading' ? shown(first.text, TITLE_MAX) : 'Faultline';
  return documentOf(
    title,
    masthead(violations),
    element(
      'main',
      { id: 'top' },
      top.map((one) => drawPart(one, { chart, numbers })),
      chart?.svg !== undefined && drawDrawing(chart.svg, chart.isCovered === true),
    ),
  );
}

const TITLE_MAX = 200;

/** Parts in which a run is told, in the order of the page. */
function violationsIn(one: Block | Part): Part[] {
  if (!isPart(one)) return [];
  const own = one.inside.some((part) => !isPart(part) && part.kind === 'lanes') ? [one] : [];
  return [...own, ...certificateFirst(one.inside).flatMap(violationsIn)];
}

/** The head of the page: where the runs are, and the theme. */
const masthead = (violations: readonly Part[]): Markup =>
  element(
    'header',
    { class: 'masthead' },
    element('a', { class: 'brand', href: '#top' }, 'Faultline'),
    violations.length > 0 &&
      element(
        'nav',
        { 'aria-label': 'Violations' },
        element(
          'ol',
          {},
          violations.map(({ heading }, index) =>
            element('li', {}, element('a', { href: `#violation-${index + 1}` }, heading.text)),
          ),
        ),
      ),
    element(
      'button',
      { type: 'button', class: 'theme', 'data-theme-switch': true, 'aria-pressed': 'false' },
      'Dark',
    ),
  );

function drawPart(one: Block | Part, pen: Pen): Content {
  if (!isPart(one)) return drawBlock(one);
  const { heading, inside } = one;
  const number = pen.numbers.get(heading);
  const place = number === undefined ? undefined : `violation-${number}`;
  const tag = heading.level === 1 ? 'article' : 'section';
  return element(
    tag,
    { id: place, class: classOf(heading, place) },
    element(`h${heading.level}`, { class: heading.tone }, mark(heading), heading.text),
    certificateFirst(inside).map((part) =>
      isRun(part) && place !== undefined
        ? drawRun(part.lanes, { place, chart: pen.chart })
        : drawPart(part, pen),
    ),
  );
}

const isRun = (part: Block | Part): part is Block & { kind: 'lanes' } =>
  !isPart(part) && part.kind === 'lanes';

const classOf = (heading: Part['heading'], place: string | undefined): string | undefined =>
  heading.about ?? (place === undefined ? undefined : 'violation');

/** The tone without its colour. */
function mark({ level, tone }: Part['heading']): Content {
  if (level !== 1 || tone === undefined) return null;
  return element('span', { class: 'mark', 'aria-hidden': 'true' }, tone === 'good' ? '✓' : '✕');
}
