import { rewrite } from '../../mutants/patch/rewrite.ts';

/** Waiting for a free reservation takes it at once, signals or not: domain.md §2.1. */
export default rewrite({
  of: 'v5.10',
  file: 'impl/c/subjects/v5.10.c',
  summary: 'Does not try the reservation first where it may wait for it with the mmap lock.',
  edits: [
    {
      was: `	if (dma_resv_trylock(bo->base.resv))
		return 0;

	if (fault_flag_allow_retry_first(vmf->flags)) {
		if`,
      becomes: `	if (!fault_flag_allow_retry_first(vmf->flags))
		return dma_resv_lock_interruptible(bo->base.resv, NULL) ? VM_FAULT_NOPAGE : 0;

	if (!dma_resv_trylock(bo->base.resv)) {
		if`,
    },
    {
      was: `	return dma_resv_lock_interruptible(bo->base.resv, NULL) ? VM_FAULT_NOPAGE : 0;
}`,
      becomes: `	return 0;
}`,
    },
  ],
});
