import { codeOf, kindOf } from '../../scheduler/event.ts';
import { isOperation } from '../../scheduler/operation.ts';
import type { EventSchedule, Occurrence, ScheduleEvent } from '../answers/event-schedule.ts';
import type { Finding } from '../answers/finding.ts';
import type { PortableEvent } from '../answers/portable-event.ts';

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
