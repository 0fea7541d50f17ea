import { LAYOUT, nameOf } from '../../../impl/kernel/memory/layout.ts';
import type { Invariant } from '../invariant.ts';

/**
 * A fence that the handler takes out of `moving` brings one reference along, which has to be
 * dropped; every other reference that it takes has to be dropped as well.
 */
const invariant: Invariant = {
  claim:
    'When the handler returns, it has dropped each reference to a fence that it took, and one ' +
    'for each time that it cleared `moving`.',
  source: 'domain.md §7 F1; §6 B2; commit 37cc4b95d13f',
  wantsBack: { takes: { dma_fence_get: () => true }, gives: ['dma_fence_put'] },
  on: {
    fault_return(_event, { attempt: { fenceRefs, fenceCleared } }) {
      const index = fenceRefs.findIndex((refs, fence) => refs + fenceCleared[fence]! !== 0);
      if (index < 0) return undefined;
      const left = fenceRefs[index]! + fenceCleared[index]!;
      const name = nameOf(LAYOUT.fences[index]!);
      return left > 0
        ? `references to ${name} that are never dropped: ${left}`
        : `references to ${name} dropped without being held: ${-left}`;
    },
  },
};

export default invariant;
