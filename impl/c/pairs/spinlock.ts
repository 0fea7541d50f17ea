import type { Pair } from '../front-end/pairs.ts';

/** A driver's own lock under which nothing sleeps; the one of the LRU is TTM's. */
const pair: Pair = {
  takes: {
    spin_lock: { alone: true, atomic: true },
    spin_lock_bh: { alone: true, atomic: true },
    spin_lock_irq: { alone: true, atomic: true },
    spin_trylock: { alone: true, atomic: true, tries: true },
    raw_spin_lock: { alone: true, atomic: true },
    spin_lock_irqsave: { alone: true, atomic: true },
  },
  gives: {
    spin_unlock: 0,
    spin_unlock_bh: 0,
    spin_unlock_irq: 0,
    raw_spin_unlock: 0,
    spin_unlock_irqrestore: 0,
  },
  guards: {
    spinlock: ['spin_lock', 'spin_unlock'],
    spinlock_irq: ['spin_lock_irq', 'spin_unlock_irq'],
    spinlock_irqsave: ['spin_lock_irq', 'spin_unlock_irq'],
  },
};

export default pair;
