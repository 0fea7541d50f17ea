import type { ByEvent, EventName } from '../../impl/kernel/event-names.ts';
import type { PortableEvent } from '../../properties/answers/portable-event.ts';

/** A lock as the lanes show it: a letter or two, and what they stand for. */
export interface LockSign {
  readonly sign: string;
  readonly meaning: string;
  readonly object: string;
}

/** Which task holds which locks, kept up by going through the events in order. */
export interface LockLedger {
  readonly signs: readonly LockSign[];
  /** Takes in the next event. */
  take(event: PortableEvent): void;
  /** Signs of what a task holds now, in the order of `signs`. */
  heldBy(task: string): readonly string[];
}

interface Effect {
  readonly letter: keyof typeof MEANINGS;
  readonly does: 'takes' | 'gives';
  /** The reply with which it has happened; any if not given. */
  readonly reply?: number;
}

const MEANINGS = {
  M: 'mmap lock, to read',
  X: 'mmap lock, to write',
  R: 'reservation',
  I: 'io_reserve lock',
  i: 'io_reserve lock on its fast path, which locks nothing',
  W: 'mutex',
  L: 'LRU spinlock',
} as const;

/** What the operations of the simulated kernel do to its locks; `impl/kernel/` defines them. */
const EFFECTS: ByEvent<readonly Effect[]> = {
  dma_resv_trylock: [{ letter: 'R', does: 'takes', reply: 1 }],
  dma_resv_lock: [{ letter: 'R', does: 'takes', reply: 0 }],
  dma_resv_lock_interruptible: [{ letter: 'R', does: 'takes', reply: 0 }],
  dma_resv_unlock: [{ letter: 'R', does: 'gives' }],
  down_read: [{ letter: 'M', does: 'takes' }],
  up_read: [{ letter: 'M', does: 'gives' }],
  down_write: [{ letter: 'X', does: 'takes' }],
  up_write: [{ letter: 'X', does: 'gives' }],
  downgrade_write: [
    { letter: 'X', does: 'gives' },
    { letter: 'M', does: 'takes' },
  ],
  ttm_mem_io_lock: [{ letter: 'I', does: 'takes', reply: 0 }],
  ttm_mem_io_unlock: [{ letter: 'I', does: 'gives' }],
  mutex_lock_interruptible: [{ letter: 'W', does: 'takes', reply: 0 }],
  mutex_unlock: [{ letter: 'W', does: 'gives' }],
  spin_lock: [{ letter: 'L', does: 'takes' }],
  spin_unlock: [{ letter: 'L', does: 'gives' }],
};

interface Lock extends LockSign {
  readonly holders: string[];
}

/** `ioLocks` names the memory types whose io_reserve lock is real; others are on the fast path. */
export function lockLedger(
  trace: readonly PortableEvent[],
  ioLocks: readonly string[],
): LockLedger {
  const isReal = (object: string): boolean => ioLocks.some((type) => object === `man-${type}`);
  const effectsOf = ({ event, object, reply }: PortableEvent): readonly Effect[] =>
    (Object.hasOwn(EFFECTS, event) ? EFFECTS[event as EventName]! : [])
      .filter((effect) => (effect.reply ?? reply) === reply)
      .map((effect) =>
        effect.letter === 'I' && !isReal(object) ? { ...effect, letter: 'i' } : effect,
      );
  const locks = locksIn(trace, effectsOf);
  return {
    signs: [...locks.values()],
    take(event) {
      for (const { letter, does } of effectsOf(event)) {
        const holders = locks.get(`${letter} ${event.object}`)?.holders;
        if (does === 'takes') holders?.push(event.task);
        else holders?.splice(Math.max(0, holders.indexOf(event.task)), 1);
      }
    },
    heldBy: (task) =>
      [...locks.values()].filter(({ holders }) => holders.includes(task)).map(({ sign }) => sign),
  };
}

/** The locks that are ever taken, by letter and object, in the order of their letters. */
function locksIn(
  trace: readonly PortableEvent[],
  effectsOf: (event: PortableEvent) => readonly Effect[],
): Map<string, Lock> {
  const locks = new Map<string, Lock>();
  for (const letter of Object.keys(MEANINGS) as (keyof typeof MEANINGS)[]) {
    const taken = trace.filter((event) =>
      effectsOf(event).some((effect) => effect.letter === letter && effect.does === 'takes'),
    );
    const objects = [...new Set(taken.map(({ object }) => object))];
    objects.forEach((object, index) => {
      const sign = objects.length === 1 ? letter : `${letter}${index + 1}`;
      const meaning = `${MEANINGS[letter]} (${object})`;
      locks.set(`${letter} ${object}`, { sign, meaning, object, holders: [] });
    });
  }
  return locks;
}
