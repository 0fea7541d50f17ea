import type { EventName } from '../../impl/kernel/event-names.ts';
import type { Finding } from '../../properties/answers/finding.ts';
import type { PortableEvent } from '../../properties/answers/portable-event.ts';

/** One step of a run: the operation that a task performed, and every event that belongs to it. */
export interface Step {
  readonly task: string;
  readonly operation: PortableEvent | undefined;
  readonly events: readonly PortableEvent[];
}

/** The steps of a finding's run; its schedule says whose they are. */
export function stepsIn({ shrunk, trace }: Finding): Step[] {
  const events: PortableEvent[][] = [];
  const tasks = shrunk.schedule.flatMap(({ task, steps }) => Array<string>(steps).fill(task));
  for (const event of trace) {
    const at = Math.min(event.step, tasks.length - 1);
    events[at] ??= [];
    events[at].push(event);
  }
  return tasks.map((task, at) => {
    const own = events[at] ?? [];
    return { task, operation: own.find((event) => event.task === task), events: own };
  });
}

/** Marks that say what another line says already. */
const QUIET: ReadonlySet<string> = new Set([
  'trap_begin',
  'reserve_enter',
  'reserved_enter',
  'pte_set',
  'read',
  'write',
] satisfies EventName[]);

/** A line under the one of a step's operation. */
export interface Remark {
  readonly task: string;
  readonly text: string;
  readonly broke: boolean;
  /** Its line of the subject's source, if it has one. */
  readonly at?: string | undefined;
}

/** What there is to say about a step beside its operation; of reads and writes only `breaking`. */
export function remarksOn(
  { events, operation }: Step,
  breaking: PortableEvent | undefined,
): Remark[] {
  return events
    .filter((event) => event !== operation && (event === breaking || !QUIET.has(event.event)))
    .map((event) => ({
      task: event.task,
      text: event.text,
      broke: event === breaking,
      at: event.at,
    }));
}
