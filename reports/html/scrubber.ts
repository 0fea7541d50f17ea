import { type LaneRow, type Lanes, LOOP } from '../page/lanes.ts';
import { type Content, element, type Markup } from './markup.ts';

/** Height of a task's line in the picture of a run. */
const HEIGHT = 10;

/**
 * The whole run in one line, to be dragged through: who runs when, each preemption, the point of no
 * return and where the law breaks. Only a script can follow it, so that only a script shows it.
 */
export function drawScrubber(lanes: Lanes): Markup {
  const steps = lanes.rows.filter(({ kind }) => kind === 'step');
  const all = lanes.tasks.length * HEIGHT;
  const upright = (className: string, x: number): Markup =>
    element('path', { class: className, d: `M${x} 0V${all}` });
  return element(
    'div',
    { class: 'scrubber' },
    element(
      'svg',
      {
        viewBox: `0 0 ${Math.max(1, steps.length)} ${all}`,
        preserveAspectRatio: 'none',
        'aria-hidden': 'true',
      },
      turnsIn(steps).map(({ lane, from, to }) =>
        element('rect', {
          class: `task-${lane % COLORS}`,
          ...{ x: from, y: lane * HEIGHT + 1, width: to - from, height: HEIGHT - 2 },
        }),
      ),
      preemptionsIn(lanes.rows).map((at) => upright('preempted', at)),
      steps.map(({ step }, at) =>
        step === lanes.pointOfNoReturn ? upright('no-return', at + 1) : null,
      ),
      breakingAt(lanes.rows).map((at) => upright('broke', at + 0.5)),
    ),
    element('input', {
      type: 'range',
      'aria-label': `Step of the run that breaks ${lanes.law.invariant}`,
      ...{ min: 0, max: Math.max(0, steps.length - 1), value: 0 },
    }),
  );
}

/** Colours of tasks, by turns. */
const COLORS = 5;

interface Turn {
  readonly lane: number;
  readonly from: number;
  to: number;
}

/** Steps that a task takes one after the other. */
function turnsIn(steps: readonly LaneRow[]): Turn[] {
  const turns: Turn[] = [];
  steps.forEach(({ lane }, at) => {
    const last = turns.at(-1);
    if (last?.lane === lane) last.to = at + 1;
    else if (lane !== null) turns.push({ lane, from: at, to: at + 1 });
  });
  return turns;
}

/** How many steps stand before each row of that kind. */
function placesOf(rows: readonly LaneRow[], isMeant: (row: LaneRow) => boolean): number[] {
  let steps = 0;
  return rows.flatMap((row) => {
    if (row.kind === 'step') steps += 1;
    return isMeant(row) ? [steps] : [];
  });
}

const preemptionsIn = (rows: readonly LaneRow[]): number[] =>
  placesOf(rows, ({ mark }) => mark === 'preempted');

const breakingAt = (rows: readonly LaneRow[]): number[] =>
  placesOf(rows, ({ broke }) => broke)
    .slice(0, 1)
    .map((steps) => Math.max(0, steps - 1));

/** Which rows are shown: of which tasks, with their facts, and a search through them. */
export function drawFilter({ tasks, rows }: Lanes, place: string): Markup {
  const boxes: Content[] =
    tasks.length < 2 ? [] : tasks.map((task, lane) => box('lane', String(lane), task));
  const has = (isMeant: (row: LaneRow) => boolean): boolean => rows.some(isMeant);
  return element(
    'div',
    { class: 'filter', role: 'group', 'aria-label': 'What is shown' },
    boxes,
    has(({ kind, mark, broke }) => kind === 'note' && mark === null && !broke) &&
      box('show', 'facts', 'facts'),
    has(({ text }) => text.startsWith(LOOP)) && box('show', 'loop', 'loop'),
    element('input', {
      type: 'search',
      placeholder: 'search',
      'aria-label': 'Search in this run: Enter goes to the next place',
      'aria-describedby': `${place}-found`,
    }),
    element('output', { id: `${place}-found`, class: 'found', 'aria-live': 'polite' }),
  );
}

const box = (kind: 'lane' | 'show', value: string, name: string): Markup =>
  element(
    'label',
    {},
    element('input', { type: 'checkbox', checked: true, [`data-${kind}`]: value }),
    name,
  );
