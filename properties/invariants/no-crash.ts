import type { Invariant } from '../invariant.ts';

/** A pointer that is NULL, or that leads into freed memory, ends the run; in a kernel, an oops. */
const invariant: Invariant = {
  claim: 'No task follows a pointer that leads nowhere.',
  source: 'domain.md §7 R3; §6 B18, B20, B21',
  atEnd(_facts, { outcome }) {
    if (outcome.kind !== 'crashed') return undefined;
    return { found: outcome.message, task: outcome.task };
  },
};

export default invariant;
