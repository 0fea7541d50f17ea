import type { Pair } from '../front-end/pairs.ts';

/** A section that a grace period waits for, and that may sleep. */
const pair: Pair = {
  takes: { srcu_read_lock: {} },
  gives: { srcu_read_unlock: 0 },
};

export default pair;
