import type { Pair } from '../front-end/pairs.ts';

/** A lock that many may read under, or one may write under; it sleeps. */
const pair: Pair = {
  takes: {
    down_read: { sleeps: true },
    down_read_nested: { sleeps: true },
    down_read_interruptible: { sleeps: true, interruptible: true },
    down_read_killable: { sleeps: true },
    down_read_trylock: { tries: true },
    down_write: { alone: true, sleeps: true },
    down_write_killable: { alone: true, sleeps: true },
    down_write_trylock: { alone: true, tries: true },
  },
  gives: { up_read: 0, up_write: 0 },
  guards: {
    rwsem_read: ['down_read', 'up_read'],
    rwsem_write: ['down_write', 'up_write'],
  },
};

export default pair;
