import { LAYOUT } from '../../impl/kernel/memory/layout.ts';
import { TTM_PL_SYSTEM } from '../../impl/kernel/ttm-flags.ts';
import type { World } from '../../impl/kernel/world.ts';
import type { Session } from '../../properties/run/session.ts';
import type { Outcome } from '../../scheduler/execute.ts';
import { isOperation } from '../../scheduler/operation.ts';
import type { Trace, TraceEvent } from '../../scheduler/trace.ts';
import { type Play, type PlayStep, unplayable } from '../../witness/job.ts';

/** What a simulated run is as a schedule for a real kernel. */

/** The last run of a session as one that a real kernel can be told to play, or why none can. */
export function playOf(session: Session, world: World, outcome: Outcome): Play | string {
  const { trace } = session;
  const play = {
    world,
    tasks: session.taskNames(world),
    steps: stepsOf(trace, world),
    deadlocked: outcome.kind === 'deadlocked',
  };
  return unplayable(play) ?? unlike(trace, world) ?? play;
}

/** What the simulated kernel did that a real one would do otherwise; undefined for nothing. */
function unlike(trace: Trace, { objects }: World): string | undefined {
  const writers: number[] = [];
  for (const { kind, task, object, a } of trace.events()) {
    if (kind.name === 'down_write_queue') writers.push(task);
    if (kind.name === 'down_write' && writers.shift() !== task) {
      return 'a writer of the mmap lock overtakes one that queued before it';
    }
    const spec = objects[LAYOUT.objects.indexOf(object)];
    if (kind.name === 'moved' && a === TTM_PL_SYSTEM && spec!.caching !== 'cached') {
      return 'a table that is not cached stays so in system memory (domain.md §2.11)';
    }
  }
  return undefined;
}

/** Operations in which a task is to be seen sleeping where the simulation saw it blocked. */
const SLEEPING = new Set([
  'down_read',
  'dma_resv_lock',
  'dma_resv_lock_interruptible',
  'dma_resv_wait_timeout',
]);
/** What takes the lock that a sleeper of this kind waits for. */
const ACQUIRES: Readonly<Record<string, readonly string[]>> = {
  down_read: ['down_write_queue', 'down_write'],
  dma_resv_lock: ['dma_resv_trylock', 'dma_resv_lock', 'dma_resv_lock_interruptible'],
  dma_resv_lock_interruptible: ['dma_resv_trylock', 'dma_resv_lock', 'dma_resv_lock_interruptible'],
  dma_resv_wait_timeout: [],
};

function stepsOf(trace: Trace, world: World): PlayStep[] {
  const operations = trace.events().filter(({ kind }) => isOperation(kind));
  const early = operations.map((_, index) => sleepsFrom(trace, operations, { index, world }));
  const steps: PlayStep[] = [];
  operations.forEach(({ task }, step) => {
    early.forEach((from, index) => {
      if (from === step) steps.push({ task: operations[index]!.task, early: true });
    });
    steps.push({ task, early: false });
  });
  return steps;
}

/**
 * The step before which this operation's task can be sent to sleep in its primitive, or undefined.
 *
 * A real lock is handed to who has waited longest, and a real sleeper is woken by what comes first;
 * where the simulation let somebody else overtake, the task counts as one that came late.
 */
function sleepsFrom(
  { choices }: Trace,
  operations: readonly TraceEvent[],
  { index, world }: { readonly index: number; readonly world: World },
): number | undefined {
  const { kind, task, waited, a, object } = operations[index]!;
  if (!waited || !SLEEPING.has(kind.name)) return undefined;
  if (kind.name === 'dma_resv_lock' && a !== 0) return undefined;
  if (kind.name === 'dma_resv_lock_interruptible' && a !== 0) return undefined;
  if (world.failures.some(({ primitive }) => primitive === 'dma_fence_wait')) return undefined;
  let before = index - 1;
  while (before >= 0 && operations[before]!.task !== task) before -= 1;
  let from = before + 1;
  while (from < index && (choices[from]! & (1 << task)) !== 0) from += 1;
  if (from === index) return undefined;
  const between = operations.slice(from, index);
  const overtaken = between.some(
    (other) =>
      (other.object === object && ACQUIRES[kind.name]!.includes(other.kind.name)) ||
      (other.kind.name === 'send_signal' && other.a === task),
  );
  return overtaken ? undefined : from;
}
