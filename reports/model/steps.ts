import type { Finding, PortableEvent } from '../../properties/finding.ts';

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

/** Marks that say what another line says already: shown only at the step that broke the law. */
const QUIET: ReadonlySet<string> = new Set([
  'trap_begin',
  'reserve_enter',
  'reserved_enter',
  'pte_set',
]);
const ACCESSES: ReadonlySet<string> = new Set(['read', 'write']);

/** Reads and writes shown of one step. */
const ACCESSES_MAX = 6;

/** A line under the one of a step's operation. */
export interface Remark {
  readonly task: string;
  readonly text: string;
  readonly broke: boolean;
}

/** What is told of a step beside its operation. */
export interface Remarks {
  readonly remarks: readonly Remark[];
  /** The operation itself, and not what came after it, broke the law. */
  readonly broke: boolean;
}

/** What there is to say about a step that kept the law. */
export function remarksOn({ events, operation }: Step): Remarks {
  const told = events.filter(
    (event) => event !== operation && !QUIET.has(event.event) && !ACCESSES.has(event.event),
  );
  return { remarks: told.map(({ task, text }) => ({ task, text, broke: false })), broke: false };
}

/**
 * What there is to say about the step that broke the law: everything, but of its reads and writes
 * those that the law complains of, if it names any; then it is they that broke it.
 */
export function remarksOnBreak({ events, operation }: Step, found: string): Remarks {
  const accesses = events.filter(({ event }) => ACCESSES.has(event));
  const named = accesses.filter(({ object }) => found.includes(object));
  const wanted = named.length > 0 ? named : accesses;
  const shown = new Set(wanted.slice(0, ACCESSES_MAX));
  const remarks = events
    .filter((event) => event !== operation && (!ACCESSES.has(event.event) || shown.has(event)))
    .map((event) => ({
      task: event.task,
      text: event.text,
      broke: ACCESSES.has(event.event) ? named.length > 0 : named.length === 0,
    }));
  const left = wanted.length - shown.size;
  const more = { task: '', text: `… and ${left} more reads and writes`, broke: false };
  return { remarks: left > 0 ? [...remarks, more] : remarks, broke: named.length === 0 };
}
