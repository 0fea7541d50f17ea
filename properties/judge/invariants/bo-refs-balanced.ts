import type { Invariant } from '../invariant.ts';

/** References to the object that the handler takes for itself are its own to give back. */
const invariant: Invariant = {
  claim: 'When the handler returns, it has dropped each reference to the object that it took.',
  source: 'domain.md §7 U2, U4',
  wantsBack: { takes: { ttm_bo_get: () => true }, gives: ['ttm_bo_put'] },
  on: {
    fault_return(_event, { attempt: { boGets, boPuts } }) {
      if (boGets === boPuts) return undefined;
      return `references to the object: ${boGets} taken, ${boPuts} dropped`;
    },
  },
};

export default invariant;
