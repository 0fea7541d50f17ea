import { kindOf } from '../../scheduler/event.ts';
import { isOperation } from '../../scheduler/operation.ts';
import type { Strategy } from '../../scheduler/strategy.ts';
import type { Task } from '../../scheduler/task.ts';
import { goOn } from '../../scheduler/task-set.ts';
import { EVENT_WORDS, FIELD, type Trace } from '../../scheduler/trace.ts';
import type { EventSchedule, EventTurn, Occurrence } from '../answers/event-schedule.ts';
import type { Divergence } from '../answers/replay-report.ts';
import { objectAt, portableEvent } from '../run/portable.ts';
import { Tally } from './event-schedule.ts';

/** A strategy that knows whether it could keep to its path. */
export interface AlongEventSchedule extends Strategy {
  /** Asked when the run is over: the first turn that could not be followed, or null. */
  lost(): Divergence | null;
}

/**
 * Follows a schedule by meaning in a run that this trace records.
 *
 * It fits every run: a turn that cannot be followed is left, and noted; beyond the last one each
 * task runs until it blocks. So whatever breaks is broken by a run that the subject really has.
 */
export function alongEventSchedule(turns: EventSchedule, trace: Trace): AlongEventSchedule {
  let tasks: readonly Task[] = [];
  let tally = new Tally();
  let read = 0;
  let turn = 0;
  let lost: Divergence | null = null;

  const lose = ({ task, done, next }: EventTurn, found: string): void => {
    const instead = next === null || next === 'end' ? '' : `, or to come to ${landmarkText(next)}`;
    const expected = `${task} to do ${done.text}${timesText(done)}${instead}`;
    lost ??= { step: trace.step, expected, found: `${found}${after(trace, tasks, task)}` };
  };
  /** Goes on to the first turn that is not over; its task, if it can run. */
  const upcoming = (enabled: number): Task | undefined => {
    for (; turn < turns.length; turn += 1) {
      const wanted = turns[turn]!;
      const task = tasks.find(({ name }) => name === wanted.task);
      if (task !== undefined && isOver(wanted, task, tally, enabled)) continue;
      if (task !== undefined && (enabled & (1 << task.id)) !== 0) return task;
      lose(wanted, stateOf(wanted.task, task));
    }
    return undefined;
  };
  const takeIn = (): void => {
    for (; read < trace.length; read += EVENT_WORDS) noteStep(trace, read, { tasks, tally });
  };
  return {
    begin(started) {
      tasks = started;
      tally = new Tally();
      read = 0;
      turn = 0;
      lost = null;
    },
    next(enabled, current) {
      takeIn();
      return upcoming(enabled)?.id ?? goOn(enabled, current);
    },
    lost() {
      takeIn();
      upcoming(0);
      return lost;
    },
  };
}

/** Has the task done what it is to do in this turn, or is it about to do what comes after it? */
function isOver(
  { task: name, done, next }: EventTurn,
  { id, pending }: Task,
  tally: Tally,
  enabled: number,
): boolean {
  const isDone = tally.times(name, done) >= done.time;
  if (next === 'end') return pending === null || (isDone && (enabled & (1 << id)) === 0);
  if (isDone || next === null) return isDone;
  const before = next.time - tally.times(name, next);
  if (before !== 1 || pending === null) return before < 1;
  return pending.kind.name === next.primitive && objectAt(pending.object) === next.object;
}

function noteStep(
  { words }: Trace,
  at: number,
  { tasks, tally }: { tasks: readonly Task[]; tally: Tally },
): void {
  const kind = kindOf(words[at + FIELD.code]!);
  if (!isOperation(kind)) return;
  tally.note(tasks[words[at + FIELD.task]!]!.name, {
    primitive: kind.name,
    object: objectAt(words[at + FIELD.object]!),
    reply: words[at + FIELD.reply]!,
  });
}

function stateOf(name: string, task: Task | undefined): string {
  if (task === undefined) return `no task ${name}`;
  const { pending } = task;
  return pending === null
    ? `${name} ended`
    : `${name} waits for ${operationText(pending.kind.name, objectAt(pending.object))}`;
}

/** What the task did last. */
function after(trace: Trace, tasks: readonly Task[], name: string): string {
  const last = trace
    .events()
    .findLast(({ kind, task }) => isOperation(kind) && tasks[task]?.name === name);
  const names = tasks.map((task) => task.name);
  return last === undefined ? '' : `, after ${portableEvent(last, names).text}`;
}

const operationText = (primitive: string, object: string): string => `${primitive}(${object})`;

const landmarkText = (landmark: Occurrence): string =>
  `${operationText(landmark.primitive, landmark.object)}${timesText(landmark)}`;

const timesText = ({ time }: { readonly time: number }): string =>
  time === 1 ? '' : `, time ${time}`;
