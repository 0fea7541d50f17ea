import type { About, ReportedFinding } from '../format.ts';
import { storyOf } from '../page/finding.ts';
import type { Block, Page } from '../page/page.ts';
import { TEST_HEAD, testOf } from '../page/vitest.ts';
import { drawBlock, drawCommand } from './block.ts';
import { drawDrawing } from './chart.ts';
import { documentOf } from './document.ts';
import { goOnFrom } from './go-on.ts';
import { type Content, element, type Markup, shown } from './markup.ts';
import { isPart, outlineOf, type Part } from './outline.ts';
import { drawRun, type RunPlace } from './run.ts';
import { drawSources } from './sources.ts';
import { drawTable, type Links } from './table.ts';

/** Which subject each finding is of. */
type Subjects = ReadonlyMap<ReportedFinding, string>;

/** What is known while a page is drawn. */
interface Pen {
  readonly about: About;
  /** Findings whose run is told, by their place on the page. */
  readonly links: Links;
  readonly subjects: Subjects;
  /** Letters that folded runs may still take: a page has to open. */
  left: number;
}

/** Letters of all folded runs; those that have no room are told in short, with their command. */
const FOLDED_MAX = 1_000_000;

/** A page as one HTML document. */
export function pageHtml(page: Page, about: About = {}, subjects: Subjects = new Map()): string {
  const links = linksOf(page);
  const { chart } = about;
  const pen: Pen = { about, links, subjects, left: FOLDED_MAX };
  const [first] = page;
  const title = first?.kind === 'heading' ? shown(first.text, TITLE_MAX) : 'Faultline';
  return documentOf(
    title,
    masthead(page, links),
    element(
      'main',
      { id: 'top' },
      outlineOf(page).map((one) => drawPart(one, pen)),
      drawSources(about.texts ?? new Map(), [...links.keys()]),
      chart?.svg !== undefined && drawDrawing(chart.svg, chart.isCovered === true),
    ),
  );
}

const TITLE_MAX = 200;

/** The places of all findings, in the order of the page. */
function linksOf(page: Page): Links {
  const told = page.flatMap((block) =>
    (block.kind === 'heading' || block.kind === 'brief') && block.finding ? [block.finding] : [],
  );
  return new Map(told.map((finding, index) => [finding, `violation-${index + 1}`]));
}

/** The head of the page: where the runs that count are, and the theme. */
function masthead(page: Page, links: Links): Markup {
  const headings = page.filter((block) => block.kind === 'heading');
  const several = headings.filter(({ level }) => level === 1).length > 1;
  let subject = '';
  const items = headings.flatMap(({ level, text, finding }): Content[] => {
    if (level === 1) subject = several ? text.replace(/: .*/su, ': ') : '';
    if (!finding) return [];
    return [element('li', {}, element('a', { href: `#${links.get(finding)}` }, subject + text))];
  });
  return element(
    'header',
    { class: 'masthead' },
    element('a', { class: 'brand', href: '#top' }, 'Faultline'),
    items.length > 0 && element('nav', { 'aria-label': 'Violations' }, element('ol', {}, items)),
    element(
      'button',
      { type: 'button', class: 'theme', 'data-theme-switch': true, 'aria-pressed': 'false' },
      'Dark',
    ),
  );
}

function drawPart(one: Block | Part, pen: Pen): Content {
  if (!isPart(one)) return drawLeaf(one, pen);
  const { heading, inside } = one;
  const { level, finding, about, tone, text } = heading;
  const head = element(`h${level}`, { class: tone }, mark(heading), text);
  if (about === 'certificate') {
    const body = inside.map((part) => drawPart(part, pen));
    return element('details', { class: about }, element('summary', {}, head), body);
  }
  const place = finding && pen.links.get(finding);
  return element(
    level === 1 ? 'article' : 'section',
    { id: place, class: place === undefined ? undefined : 'violation' },
    head,
    inside.map((part) =>
      isRun(part) && place !== undefined
        ? drawRun(part.lanes, placeOf(finding!, pen))
        : drawPart(part, pen),
    ),
    finding ? drawTest(finding, pen) : null,
  );
}

/** Where a run stands, and where one can go on from it. */
function placeOf(finding: ReportedFinding, { about, links, subjects }: Pen): RunPlace {
  const { chart, explorer } = about;
  const subject = subjects.get(finding);
  const isThere = explorer && subject !== undefined && explorer.subjects.has(subject);
  const goOn = isThere ? goOnFrom(finding, { file: explorer.file, subject }) : null;
  return { place: links.get(finding)!, chart, goOn };
}

/** The finding as a test, for whoever keeps one beside the subject. */
function drawTest(finding: ReportedFinding, { subjects }: Pen): Content {
  const subject = subjects.get(finding);
  if (subject === undefined) return null;
  return element(
    'details',
    { class: 'test' },
    element('summary', {}, 'The same as a test of vitest'),
    drawCommand([...TEST_HEAD, '', ...testOf(subject, finding)]),
  );
}

function drawLeaf(block: Block, pen: Pen): Content {
  if (block.kind === 'table') return drawTable(block, pen.links);
  if (block.kind !== 'brief' || !block.finding) return drawBlock(block);
  return folded(block, block.finding, pen);
}

/** A run that does not count against the subject, folded under its name and what was found. */
function folded(block: Block & { kind: 'brief' }, finding: ReportedFinding, pen: Pen): Markup {
  const place = pen.links.get(finding);
  const [, ...story] = storyOf(finding);
  const inside = story.map((part) =>
    part.kind === 'lanes' ? drawRun(part.lanes, placeOf(finding, pen)) : drawLeaf(part, pen),
  );
  const whole = element(
    'details',
    { id: place, class: 'violation folded' },
    element(
      'summary',
      {},
      element('h3', {}, block.title),
      block.lines.map((line) => element('span', {}, line)),
    ),
    inside,
    drawTest(finding, pen),
  );
  pen.left -= whole.html.length;
  return pen.left >= 0 ? whole : element('div', { id: place }, drawBlock(block));
}

const isRun = (part: Block | Part): part is Block & { kind: 'lanes' } =>
  !isPart(part) && part.kind === 'lanes';

/** The tone without its colour. */
function mark({ level, tone }: Part['heading']): Content {
  if (level !== 1 || tone === undefined) return null;
  return element('span', { class: 'mark', 'aria-hidden': 'true' }, tone === 'good' ? '✓' : '✕');
}
