import { mutant } from './patch/mutant.ts';

export default mutant({
  of: 'v5.5',
  file: 'impl/helpers/v5.5.ts',
  killedBy: 'reservation-matches-return',
  row: 'domain.md §7 L1',
  summary:
    'Gives the reservation of an imported object back, as the monolith did, and so does its ' +
    'caller.',
  edits: [
    {
      was: 'import { allow_retry }',
      becomes: `import { dma_resv_unlock } from '../kernel/dma-resv.ts';
import { allow_retry }`,
    },
    {
      was: '  if (bo.ttm && bo.ttm.page_flags & TTM_PAGE_FLAG_SG) return VM_FAULT_SIGBUS;',
      becomes: `  if (bo.ttm && bo.ttm.page_flags & TTM_PAGE_FLAG_SG) {
    yield dma_resv_unlock(bo.base.resv!);
    return VM_FAULT_SIGBUS;
  }`,
    },
  ],
});
