import { mutant } from '../../mutants/patch/mutant.ts';

export default mutant({
  of: 'v5.10',
  file: 'impl/c/subjects/v5.10.c',
  killedBy: 'reservation-matches-return',
  row: 'domain.md §7 L1',
  summary: 'Lacks braces: the reservation is given back although nobody was asked to wait.',
  edits: [
    {
      was: `			if (vmf->flags & FAULT_FLAG_RETRY_NOWAIT)
				return VM_FAULT_RETRY;

			ttm_bo_get(bo);`,
      becomes: `			if (vmf->flags & FAULT_FLAG_RETRY_NOWAIT)
				goto unlock;

			ttm_bo_get(bo);`,
    },
    {
      was: `			dma_resv_unlock(bo->base.resv);
			ttm_bo_put(bo);
			return VM_FAULT_RETRY;
`,
      becomes: `			dma_resv_unlock(bo->base.resv);
			ttm_bo_put(bo);
			return VM_FAULT_RETRY;
unlock:
			dma_resv_unlock(bo->base.resv);
			return VM_FAULT_RETRY;
`,
    },
  ],
});
