import { codeOf, kindOf } from '../../scheduler/event.ts';
import { isOperation } from '../../scheduler/operation.ts';
import type { Finding, PortableEvent } from '../answers/finding.ts';

/** A primitive on an object, and which time this is that the task comes to it. */
export interface Occurrence {
  readonly primitive: string;
  /** Empty for a primitive that has none. */
  readonly object: string;
  /** Counted from 1. */
  readonly time: number;
}

/** The same with what came of it; the times are those with this reply. */
export interface ScheduleEvent extends Occurrence {
  readonly reply: number;
  /** As one reads it: `dma_resv_trylock(resv-1) = true`. */
  readonly text: string;
}

/**
 * A turn of a task by what it means: the task, by its role in the world, runs until it has done the
 * last thing that it did in the turn, or is about to do what it did in its next one.
 *
 * Steps in between do not count, so a subject may have more or fewer of them.
 */
export interface EventTurn {
  readonly task: string;
  readonly done: ScheduleEvent;
  /** What it did next; `end` if it came to its end in this turn, null if that is not known. */
  readonly next: Occurrence | 'end' | null;
}

/** A schedule by meaning: it follows a subject through harmless edits. */
export type EventSchedule = readonly EventTurn[];

/** What the schedule of a finding means, read off its trace. */
export function meaningOf({ trace, outcome }: Pick<Finding, 'trace' | 'outcome'>): EventSchedule {
  const steps = numbered(trace.filter(isStep));
  return steps.flatMap((step, index) => {
    const { task } = step;
    if (steps[index + 1]?.task === task) return [];
    const next = steps.slice(index + 1).find((later) => later.task === task);
    const last = outcome.kind === 'completed' ? 'end' : null;
    return [{ task, done: step.done, next: next?.landmark ?? last }];
  });
}

/** Marks take no step. */
function isStep({ event }: PortableEvent): boolean {
  const code = codeOf(event);
  return code !== undefined && isOperation(kindOf(code));
}

interface Step {
  readonly task: string;
  readonly done: ScheduleEvent;
  readonly landmark: Occurrence;
}

function numbered(events: readonly PortableEvent[]): Step[] {
  const tally = new Tally();
  return events.map(({ task, event: primitive, object, reply, text }) => {
    tally.note(task, { primitive, object, reply });
    const time = tally.times(task, { primitive, object });
    const done = {
      primitive,
      object,
      reply,
      time: tally.times(task, { primitive, object, reply }),
    };
    return { task, done: { ...done, text }, landmark: { primitive, object, time } };
  });
}

/** Counts what tasks have done, with any reply and with each. */
export class Tally {
  private readonly counts = new Map<string, number>();

  note(task: string, { primitive, object, reply }: Omit<ScheduleEvent, 'time' | 'text'>): void {
    for (const key of [
      keyOf(task, { primitive, object }),
      keyOf(task, { primitive, object, reply }),
    ]) {
      this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
    }
  }

  /** How often the task has done this; with this reply, if one is given. */
  times(task: string, what: Doing): number {
    return this.counts.get(keyOf(task, what)) ?? 0;
  }
}

interface Doing {
  readonly primitive: string;
  readonly object: string;
  readonly reply?: number;
}

const keyOf = (task: string, { primitive, object, reply }: Doing): string =>
  [task, primitive, object, reply ?? 'any'].join(' ');
