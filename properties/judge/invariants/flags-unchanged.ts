import { faultFlagNames } from '../../../impl/kernel/mm-flags.ts';
import type { Invariant } from '../invariant.ts';

/**
 * The core decides by its own copy of the flags; a handler that changes them lies to the next one.
 */
const invariant: Invariant = {
  claim: 'The handler leaves vmf->flags as they were.',
  source: 'domain.md §7 V5, §1.1',
  nonFatal: true,
  on: {
    fault_return({ b: now }, { attempt: { flags } }) {
      if (now === flags) return undefined;
      return `vmf->flags were ${faultFlagNames(flags)}, now they are ${faultFlagNames(now)}`;
    },
  },
};

export default invariant;
