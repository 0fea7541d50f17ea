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

interface Told {
  readonly operation: PortableEvent | undefined;
  readonly others: readonly Pick<PortableEvent, 'task' | 'text'>[];
}

/** The events of a step that are worth a line, the operation apart. */
export function tellingEvents(step: Step, finding: Finding, broke: boolean): Told {
  const { operation } = step;
  const rest = step.events.filter((event) => event !== operation);
  if (!broke) {
    const others = rest.filter(({ event }) => !QUIET.has(event) && !ACCESSES.has(event));
    return { operation, others };
  }
  const accesses = rest.filter(({ event }) => ACCESSES.has(event));
  const named = accesses.filter(({ object }) => finding.found.includes(object));
  const wanted = named.length > 0 ? named : accesses;
  const shown = new Set(wanted.slice(0, ACCESSES_MAX));
  const others: Pick<PortableEvent, 'task' | 'text'>[] = rest.filter(
    (event) => !ACCESSES.has(event.event) || shown.has(event),
  );
  const left = wanted.length - shown.size;
  if (left > 0) others.push({ task: '', text: `… and ${left} more reads and writes` });
  return { operation, others };
}
