import { percent } from '../page/continuations.ts';
import { heldAt, heldSince, waitInWords } from '../page/holds.ts';
import type { ChartPoint, LaneRow, Lanes } from '../page/lanes.ts';
import type { Access } from '../page/memory.ts';
import { CALL_MAX, callOf } from './call.ts';
import { type Content, element, type Markup, shown } from './markup.ts';
import { stripe } from './sign.ts';

/** What there is to say of each step; the script shows one at a time, paper shows all. */
export const drawSteps = (lanes: Lanes, place: string): Markup =>
  element(
    'ol',
    { class: 'steps', 'aria-label': `Steps of the run that breaks ${lanes.law.invariant}` },
    groupsOf(lanes.rows).map((rows) => drawStep(rows, lanes, place)),
  );

/** The rows of each step: its own, and those up to the next one. */
function groupsOf(rows: readonly LaneRow[]): LaneRow[][] {
  const groups: LaneRow[][] = [];
  for (const row of rows) {
    if (row.kind === 'step') groups.push([row]);
    else groups.at(-1)?.push(row);
  }
  return groups;
}

function drawStep(rows: readonly LaneRow[], lanes: Lanes, place: string): Markup {
  const [row] = rows as [LaneRow, ...LaneRow[]];
  const { step, lane, text, at, source } = row;
  const task = lanes.tasks[lane ?? -1] ?? '';
  return element(
    'li',
    { id: `${place}/step-${step}`, 'data-step': step ?? undefined },
    element('h4', {}, element('b', {}, `Step ${step}`), ` ${task}`),
    element('p', { class: 'operation' }, callOf(text)),
    at !== null &&
      element(
        'p',
        { class: 'origin' },
        element('span', { class: 'at' }, at),
        source !== null && element('code', {}, source),
      ),
    lawAt(rows, lanes),
    probabilityAt(row, lanes),
    notesOf(rows),
    memoryOf(row.memory),
    heldAfter(rows.at(-1)!, step ?? 0, lanes),
    row.chart !== null && stateOf(row.chart),
  );
}

/** Where a task is in the statechart, or where the statechart was left. */
const stateOf = ({ task, state, refused }: ChartPoint): Content => [
  element('p', { class: 'state' }, `${task}: ${state}`),
  refused !== null &&
    element('p', { class: 'refused' }, `The statechart has no such step: ${refused}`),
];

const label = (text: string): Markup => element('span', { class: 'label' }, text);

/** The law beside the step that breaks it. */
const lawAt = (rows: readonly LaneRow[], { law }: Lanes): Content =>
  rows.some(({ broke }) => broke) &&
  element(
    'div',
    { class: 'law' },
    element('strong', {}, `✕ Breaks ${law.invariant}`),
    element('p', {}, law.claim),
    element('p', {}, law.found),
  );

/** How likely the law still breaks from there on, and whether nothing helps any more. */
const probabilityAt = (
  { probability, step }: LaneRow,
  { estimated, pointOfNoReturn }: Lanes,
): Content => [
  probability !== null &&
    element('p', { class: 'share' }, `${percent(probability, estimated)} of continuations fail`),
  step !== null &&
    step === pointOfNoReturn &&
    element('p', { class: 'no-return' }, 'Point of no return: from here on all do'),
];

function notesOf(rows: readonly LaneRow[]): Content {
  const notes = rows.slice(1);
  return (
    notes.length > 0 &&
    element(
      'ul',
      { class: 'notes' },
      notes.map(({ text, broke }) =>
        element('li', { class: broke ? 'broke' : undefined }, shown(text, CALL_MAX)),
      ),
    )
  );
}

/** Fields that changed first; what was only read is folded. */
function memoryOf(memory: readonly Access[]): Content {
  const changed = memory.filter(({ does, was }) => does === 'writes' || was !== null);
  const read = memory.filter((access) => !changed.includes(access));
  return [
    changed.length > 0 &&
      element('div', { class: 'memory' }, label('Memory changed'), accesses(changed)),
    read.length > 0 &&
      element(
        'details',
        { class: 'memory' },
        element('summary', {}, `Memory read: ${read.length}`),
        accesses(read),
      ),
  ];
}

const accesses = (all: readonly Access[]): Markup =>
  element(
    'ul',
    {},
    all
      .slice(0, ACCESSES_MAX)
      .map(({ field, value, was, does }) =>
        element(
          'li',
          {},
          element('code', {}, field),
          was === null ? ' = ' : ` = ${was} → `,
          element('b', {}, value),
          does === 'reads' && was !== null && ' (changed meanwhile)',
        ),
      ),
    all.length > ACCESSES_MAX &&
      element('li', {}, `… ${all.length - ACCESSES_MAX} more fields left out …`),
  );

/** Fields of one step that are listed. */
const ACCESSES_MAX = 40;

/** What each task holds when the step and what belongs to it are over. */
function heldAfter({ waitsFor }: LaneRow, step: number, { tasks, locks, holds }: Lanes): Markup {
  const all = { tasks, locks, holds, waitsFor };
  const now = heldAt(holds, step);
  return element(
    'dl',
    { class: 'held' },
    tasks.map((task, lane) => {
      const held = now.filter((hold) => hold.lane === lane);
      return element(
        'div',
        {},
        element('dt', {}, task),
        element(
          'dd',
          {},
          held.length === 0 && 'holds nothing',
          held.map((hold) =>
            element(
              'span',
              { class: 'lock' },
              stripe(hold.sign),
              locks.find(({ sign }) => sign === hold.sign)?.meaning ?? hold.sign,
              element('small', {}, ` ${heldSince(hold, all)}`),
            ),
          ),
          waitsFor[lane] !== null &&
            element('span', { class: 'pill' }, waitInWords(lane, step, all)),
        ),
      );
    }),
  );
}
