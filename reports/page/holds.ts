import type { LockSign } from './locks.ts';

/** A lock in the hands of a task, from one step of a run to another. */
export interface Hold {
  readonly sign: string;
  /** Index of the task. */
  readonly lane: number;
  /** The step that took it, and the line of the subject's source that asked for it, or null. */
  readonly from: number;
  readonly at: string | null;
  /** The step that gave it back; null if none did. */
  to: number | null;
}

/** Notes which locks are taken and given back, told after each step what each lane holds. */
export function holdsOver(): {
  readonly holds: readonly Hold[];
  after(step: number, held: readonly (readonly string[])[], at: string | null): void;
} {
  const holds: Hold[] = [];
  return {
    holds,
    after(step, held, at) {
      for (const hold of holds) {
        if (hold.to === null && !held[hold.lane]?.includes(hold.sign)) hold.to = step;
      }
      held.forEach((signs, lane) => {
        for (const sign of signs) {
          const has = holds.some(
            (one) => one.to === null && one.lane === lane && one.sign === sign,
          );
          if (!has) holds.push({ sign, lane, from: step, at, to: null });
        }
      });
    },
  };
}

/** What is known of the locks at a step. */
export interface Holding {
  readonly holds: readonly Hold[];
  readonly locks: readonly LockSign[];
  readonly tasks: readonly string[];
  /** By lane: the object that the task waits for; null if it does not wait. */
  readonly waitsFor: readonly (string | null)[];
}

/** `since step 2 (rfc.ts:55); fault-2 waits for it` */
export function heldSince({ sign, from, at }: Hold, { locks, tasks, waitsFor }: Holding): string {
  const object = locks.find((lock) => lock.sign === sign)?.object;
  const waiting = tasks.filter((_, lane) => waitsFor[lane] === object);
  const place = at === null ? '' : ` (${at})`;
  const by = waiting.map((task) => `; ${task} waits for it`).join('');
  return `since step ${from}${place}${by}`;
}

/** `waits for resv-1, which evictor holds since step 3` */
export function waitInWords(lane: number, step: number, all: Holding): string {
  const { holds, locks, tasks, waitsFor } = all;
  const object = waitsFor[lane];
  if (!object) return 'waits';
  const signs = locks.filter((lock) => lock.object === object).map(({ sign }) => sign);
  const holders = heldAt(holds, step)
    .filter((hold) => hold.lane !== lane && signs.includes(hold.sign))
    .map((hold) => `${tasks[hold.lane]} holds since step ${hold.from}`);
  return `waits for ${object}${holders.length === 0 ? '' : `, which ${holders.join(' and ')}`}`;
}

/** What is held when a step is over. */
export const heldAt = (holds: readonly Hold[], step: number): readonly Hold[] =>
  holds.filter(({ from, to }) => from <= step && (to === null || step < to));
