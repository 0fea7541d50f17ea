import type { Pair } from '../front-end/pairs.ts';

/** A section that a grace period waits for; nothing sleeps in it. There is one for all. */
const pair: Pair = {
  takes: { faultline_rcu_lock: { atomic: true } },
  gives: { faultline_rcu_unlock: 0 },
  single: true,
  guards: { rcu: ['faultline_rcu_lock', 'faultline_rcu_unlock'] },
};

export default pair;
