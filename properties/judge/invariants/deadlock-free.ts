import { LAYOUT, nameOf } from '../../../impl/kernel/memory/layout.ts';
import { ttm_buffer_object } from '../../../impl/kernel/memory/structs.ts';
import type { Execution } from '../../../scheduler/execute.ts';
import type { Facts } from '../facts.ts';
import type { Breach, Invariant } from '../invariant.ts';

/** Locks with one owner that a deadlock can go through. */
const LOCKS: readonly number[] = [
  ...LAYOUT.resvs,
  ...LAYOUT.managers,
  ...LAYOUT.objects.map((object) => object + ttm_buffer_object.offsets.wu_mutex),
  LAYOUT.glob,
];

/** What a task has in its hands, by name. */
function holdings(facts: Facts, task: number): string {
  const names = LOCKS.filter((lock) => facts.owner[lock >> 2] === task).map(nameOf);
  if (facts.attempts[task]!.mmapReads > 0 || facts.writer === task) names.unshift('the mmap lock');
  return names.join(' and ') || 'nothing';
}

/** The task to blame: one that went away with a lock, else the first thread that is stuck. */
function culprit(facts: Facts, blocked: readonly number[]): number {
  for (let task = 0; task < facts.faultingTasks; task += 1) {
    if (!blocked.includes(task) && holdings(facts, task) !== 'nothing') return task;
  }
  const stuck = blocked.find((task) => task < facts.faultingTasks);
  return stuck ?? 0;
}

/** Locks, fences and queued writers never wait for each other in a circle. */
const invariant: Invariant = {
  claim:
    'No run ends with threads that wait for each other, or for a lock that was never unlocked.',
  source: 'domain.md §7 G3, §4 (the inversion)',
  atEnd(facts, { outcome }: Execution): Breach | undefined {
    if (outcome.kind !== 'deadlocked') return undefined;
    // Daemons come last; they are at rest, not stuck.
    const workers = facts.faultingTasks + facts.world.environment.length;
    const blocked = outcome.blocked.filter((task) => task < workers);
    if (blocked.length === 0) return undefined;
    const task = culprit(facts, blocked);
    const involved = blocked.includes(task) ? blocked : [task, ...blocked];
    const who = involved.map((id) => {
      const state = blocked.includes(id) ? 'is blocked' : 'has ended';
      return `task ${id} ${state} and holds ${holdings(facts, id)}`;
    });
    return { found: who.join('; '), task };
  },
};

export default invariant;
