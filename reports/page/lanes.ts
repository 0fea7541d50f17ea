import type { Finding } from '../../properties/answers/finding.ts';
import { leavingOf } from './blame.ts';
import { type Hold, holdsOver } from './holds.ts';
import { type LockSign, lockLedger } from './locks.ts';
import { type Access, memoryOf } from './memory.ts';
import { type Remark, remarksOn, type Step, stepsIn } from './steps.ts';
import { counted, listed } from './words.ts';
import { taskNames } from './world.ts';

/** A run as a picture: one lane per task, time downward. */
export interface Lanes {
  readonly tasks: readonly string[];
  readonly locks: readonly LockSign[];
  readonly rows: readonly LaneRow[];
  /** Every lock in the hands of a task, from when to when. */
  readonly holds: readonly Hold[];
  /** The step after which every continuation fails; null where none is, or nobody knows. */
  readonly pointOfNoReturn: number | null;
  /** FailureProbability are estimates. */
  readonly estimated: boolean;
  /** What broke where a row says so. */
  readonly law: Pick<Finding, 'invariant' | 'claim' | 'found'>;
}

/** One line of the picture: `step` an operation, `note` what else there is to say. */
export interface LaneRow {
  readonly kind: 'step' | 'note';
  /** The step of the run; null for a line that belongs to none. */
  readonly step: number | null;
  /** Index of the task whose line this is; null for the whole width. */
  readonly lane: number | null;
  readonly text: string;
  /** The line of the subject's source, or null. */
  readonly at: string | null;
  /** The text of that line, as far as it is known. */
  readonly source: string | null;
  /** What kind of thing a note is, if it is about the run itself. */
  readonly mark: Mark | null;
  /** This is where the law broke, or the way out that is to blame. */
  readonly broke: boolean;
  /** Of a step: the fields that its subject read and wrote until the next one. */
  readonly memory: readonly Access[];
  /** Of a step: where a task is in the statechart then; null before it comes there. */
  readonly chart: ChartPoint | null;
  /** By lane: signs of the locks held after this line. */
  readonly held: readonly (readonly string[])[];
  /** By lane: the object that the task waits for, '' if nobody knows; null if it does not wait. */
  readonly waitsFor: readonly (string | null)[];
  /** The failure probability after this step; null for a note, or if unknown. */
  readonly probability: number | null;
}

/** A faulting task and its state in the statechart. */
export interface ChartPoint {
  readonly task: string;
  readonly state: string;
  /** What the statechart does not have there; nothing is known after it. */
  readonly refused: string | null;
}

/** Something that happened to the run, not in it. */
export type Mark = 'preempted' | 'waits' | 'loop' | 'gap' | 'end';

/** The picture of a finding's run. */
export function lanesOf(finding: Finding): Lanes {
  const { continuations, lasso } = finding;
  const steps = stepsIn(finding);
  const blocked = blockedTasks(finding);
  const tasks = tasksSeen(finding, steps, blocked);
  const ledger = lockLedger(finding.trace, finding.shrunk.world.driver.ioReserveLru);
  const breaking = finding.trace[leavingOf(finding)?.event ?? finding.event];
  const waiting = new Map<string, string>();
  const holding = holdsOver();
  const lines = new Map(finding.lines?.map(({ at, text }) => [at, text]));
  const accessesIn = memoryOf();
  const stateAfter = chartIn(finding);
  const rows: LaneRow[] = [];
  const add = (
    kind: LaneRow['kind'],
    step: number | null,
    { task, text, broke, at, mark = null }: Remark & { readonly mark?: Mark | null },
    more: Partial<LaneRow> = {},
  ): void => {
    const lane = tasks.indexOf(task);
    rows.push({
      kind,
      step,
      text,
      mark,
      broke,
      at: at ?? null,
      source: (at === undefined ? undefined : lines.get(at)) ?? null,
      memory: [],
      chart: null,
      ...more,
      lane: lane < 0 ? null : lane,
      held: tasks.map((name) => ledger.heldBy(name)),
      waitsFor: tasks.map((name) => waiting.get(name) ?? null),
      probability: kind === 'step' ? (continuations?.failureProbability[step! + 1] ?? null) : null,
    });
  };
  steps.forEach((step, index) => {
    const left = leaving(steps, index);
    if (left && left.waits !== null) waiting.set(left.task, left.waits);
    if (left)
      add('note', null, {
        ...left,
        broke: false,
        mark: left.waits === null ? 'preempted' : 'waits',
      });
    if (index === lasso?.from)
      add('note', null, { ...lasso, text: `${LOOP} from here`, broke: false, mark: 'loop' });
    waiting.delete(step.task);
    for (const event of step.events) ledger.take(event);
    const held = tasks.map((name) => ledger.heldBy(name));
    holding.after(index, held, step.operation?.at ?? null);
    const broke = breaking !== undefined && step.operation === breaking;
    const operation = operationInWords(step, finding);
    add(
      'step',
      index,
      { task: step.task, text: operation, broke, at: step.operation?.at },
      { memory: accessesIn(step.events), chart: stateAfter(step) },
    );
    for (const remark of remarksOn(step, breaking))
      add('note', index, { ...remark, task: remark.task || step.task });
    const text = `${LOOP} to here, from step ${lasso?.from} on, for ever`;
    if (index + 1 === lasso?.to) add('note', null, { ...lasso, text, broke: false, mark: 'loop' });
  });
  const broke = breaking === undefined;
  for (const task of blocked) waiting.set(task, waiting.get(task) ?? '');
  for (const task of blocked)
    add('note', null, { task, text: 'waits for ever', broke, mark: 'waits' });
  add('note', null, { task: '', text: endInWords(finding, steps.length), broke, mark: 'end' });
  return {
    tasks,
    locks: ledger.signs,
    rows: withoutMiddle(rows),
    holds: holding.holds,
    pointOfNoReturn: continuations?.pointOfNoReturn ?? null,
    estimated: continuations?.known === 'estimated',
    law: finding,
  };
}

/** Says which state of the statechart belongs to a step; asked of each step in order. */
function chartIn({ chart = [], trace, task: culprit }: Finding): (step: Step) => ChartPoint | null {
  const changes = new Map(chart.map((change) => [trace[change.event], change]));
  const faulting = new Set([...changes.keys()].map((event) => event?.task));
  const states = new Map<string, string>();
  let left = false;
  return ({ task: running, events }) => {
    if (left) return null;
    let refused: string | null = null;
    for (const event of events) {
      const change = changes.get(event);
      if (change === undefined) continue;
      states.set(event.task, change.state);
      refused = change.refused ?? null;
    }
    left = refused !== null;
    // While an actor runs, one looks at what happens to the task that breaks the law.
    const task = faulting.has(running) ? running : culprit;
    const state = states.get(task);
    return state === undefined ? null : { task, state, refused };
  };
}

/** The operation, and whether its task had to wait for it; a daemon does nothing but wait. */
function operationInWords({ operation, task }: Step, { shrunk }: Finding): string {
  if (!operation) return 'not in the trace';
  const waited = operation.waited && taskNames(shrunk.world).includes(task);
  return `${waited ? '(waited) ' : ''}${operation.text}`;
}

/** Tasks of the world that wait for ever; daemons have nothing to do, which is no wait. */
function blockedTasks({ outcome, shrunk }: Finding): string[] {
  if (outcome.kind !== 'deadlocked') return [];
  return taskNames(shrunk.world).filter((_, id) => outcome.blocked.includes(id));
}

function tasksSeen(finding: Finding, steps: readonly Step[], blocked: readonly string[]): string[] {
  const seen = new Set([...blocked, ...steps.map(({ task }) => task)]);
  const named = taskNames(finding.shrunk.world).filter((task) => seen.has(task));
  return [...new Set([...named, ...seen])];
}

interface Leaving {
  readonly task: string;
  readonly text: string;
  /** The object that it waits for; null if it could go on. */
  readonly waits: string | null;
}

/** What is to be said about the task that ran before this step, if another runs now. */
function leaving(steps: readonly Step[], at: number): Leaving | undefined {
  const before = steps[at - 1];
  const now = steps[at]!;
  if (!before || before.task === now.task) return undefined;
  const task = before.task;
  const next = steps.slice(at).find((step) => step.task === task)?.operation;
  if (!next) return undefined;
  return next.waited
    ? { task, waits: next.object, text: `waits: ${next.event}(${next.object})` }
    : { task, waits: null, text: `preempted: ${now.task} runs` };
}

function endInWords({ outcome, shrunk }: Finding, steps: number): string {
  const name = (id: number): string => taskNames(shrunk.world)[id] ?? `task ${id}`;
  switch (outcome.kind) {
    case 'completed':
      return 'the run is complete';
    case 'deadlocked': {
      const tasks = taskNames(shrunk.world).filter((_, id) => outcome.blocked.includes(id));
      return `deadlock: nobody can go on (${listed(tasks)})`;
    }
    case 'step-bound-exceeded':
      return `stopped after ${counted(steps, 'step')}: ${name(outcome.task)} does not come to an end`;
    case 'crashed':
      return `crash in ${name(outcome.task)}: ${outcome.message}`;
    case 'diverged':
      return `diverged: wanted ${outcome.wanted}, found ${outcome.found}`;
  }
}

/** Lines shown of a run that is longer than that, at its ends and around the broken law. */
const ROWS_MAX = 160;
const ENDS = 50;

/** The same picture with so many rows at most, apart from those that say how many were left out. */
export const withRowsAtMost = (lanes: Lanes, most: number): Lanes => ({
  ...lanes,
  rows: withoutMiddle(lanes.rows, most, Math.floor(most / 3)),
});

/** The rows that are shown; a row says how many were left out. */
function withoutMiddle(rows: readonly LaneRow[], most = ROWS_MAX, ends = ENDS): readonly LaneRow[] {
  if (rows.length <= most) return rows;
  const broke = rows.findIndex((row) => row.broke);
  const isShown = (at: number): boolean =>
    rows[at]!.text.startsWith(LOOP) ||
    at < ends ||
    at >= rows.length - ends ||
    (broke >= 0 && Math.abs(at - broke) <= ends / 2);
  const shown: LaneRow[] = [];
  let left = 0;
  rows.forEach((row, at) => {
    if (!isShown(at)) {
      left += 1;
      return;
    }
    if (left > 0) shown.push({ ...rows[at - 1]!, ...GAP, text: `… ${left} lines left out …` });
    left = 0;
    shown.push(row);
  });
  return shown;
}

const GAP = {
  kind: 'note',
  step: null,
  lane: null,
  at: null,
  source: null,
  mark: 'gap',
  broke: false,
  memory: [],
  chart: null,
  probability: null,
} as const;

/** Where the loop of a lasso begins and ends. */
export const LOOP = '↻';
