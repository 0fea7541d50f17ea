import { defect } from '../../mutants/patch/defect.ts';

/** Somebody else loses the reservation, or nobody ever gives it back. */
export default defect({
  of: 'v5.10',
  file: 'impl/c/subjects/v5.10.c',
  row: 'domain.md §7 L8',
  summary: 'Unlocks the reservation when the wait for it failed, and keeps it when it did not.',
  was: 'if (!dma_resv_lock_interruptible(bo->base.resv, NULL))',
  becomes: 'if (dma_resv_lock_interruptible(bo->base.resv, NULL))',
});
