import type { ChartPicture } from '../format.ts';
import type { Lanes } from '../page/lanes.ts';
import { drawChart, drawingRoom } from './chart.ts';
import { type Content, element, type Markup } from './markup.ts';
import { drawRows } from './rows.ts';
import { drawFilter, drawScrubber } from './scrubber.ts';
import { stripe } from './sign.ts';
import { sourceRoom } from './sources.ts';
import { drawSteps } from './steps.ts';

/** Where a run stands on the page, and what else is known of it. */
export interface RunPlace {
  /** `violation-2`, of which `violation-2/step-7` is a step. */
  readonly place: string;
  readonly chart: ChartPicture | undefined;
  /** A link into the explorer. */
  readonly goOn: Content;
}

/** A run that can be stepped through: lanes, the step that is looked at, the statechart. */
export function drawRun(lanes: Lanes, { place, chart: known, goOn }: RunPlace): Markup {
  const chart = lanes.rows.some((row) => row.chart !== null) ? known : undefined;
  return element(
    'div',
    { class: 'run', 'data-run': place },
    element('div', { class: 'controls' }, toolbar(lanes, goOn), drawFilter(lanes, place)),
    drawScrubber(lanes),
    element(
      'div',
      { class: 'stage' },
      element('div', { class: 'scene' }, drawRows(lanes, place), legend(lanes), sourceRoom()),
      element(
        'div',
        { class: 'detail' },
        drawSteps(lanes, place),
        chart === undefined ? null : drawChart(chart),
      ),
    ),
    chart?.svg !== undefined && drawingRoom(),
  );
}

const BUTTONS = [
  ['first', '⇤', 'First step', 'Home'],
  ['previous', '←', 'Previous step', 'ArrowLeft'],
  ['next', '→', 'Next step', 'ArrowRight'],
  ['last', '⇥', 'Last step', 'End'],
  ['broken', '✕', 'Breaking step', 'b'],
] as const;

/** Only a script can step, so that only a script shows this. */
const toolbar = ({ law }: Lanes, goOn: Content): Markup =>
  element(
    'div',
    { class: 'toolbar', role: 'toolbar', 'aria-label': `Steps of ${law.invariant}` },
    BUTTONS.map(([go, sign, label, key]) =>
      element(
        'button',
        { type: 'button', 'data-go': go, 'aria-keyshortcuts': key, title: `${label} (${key})` },
        element('span', { 'aria-hidden': 'true' }, sign),
        element('span', { class: 'label' }, label),
      ),
    ),
    goOn,
    element('output', { class: 'now', 'aria-live': 'polite' }),
  );

/** What the stripes, hatches and signs mean. */
const legend = ({ locks, rows, pointOfNoReturn }: Lanes): Markup =>
  element(
    'ul',
    { class: 'legend', 'aria-label': 'Legend' },
    locks.map(({ sign, meaning }) => item(stripe(sign), meaning)),
    rows.some(({ waitsFor }) => waitsFor.some((object) => object !== null)) &&
      item(element('span', { class: 'swatch waits' }), 'waits'),
    rows.some((row) => row.mark === 'preempted') &&
      item(element('span', { class: 'swatch preempted' }), 'preempted: another task runs'),
    rows.some(({ broke }) => broke) &&
      item(element('span', { class: 'swatch broke' }, '✕'), 'the law breaks here'),
    pointOfNoReturn !== null &&
      item(element('b', { class: 'no-return' }, '!'), 'point of no return: from here on all fail'),
    element(
      'li',
      { class: 'keys' },
      'Keys: ← and → to step, b for the breaking step, / to search; in the lanes also ↑, ↓, Home and End',
    ),
  );

const item = (sign: Markup, meaning: string): Content => element('li', {}, sign, meaning);
