import { mutant } from '../../mutants/patch/mutant.ts';

export default mutant({
  of: 'v5.10',
  file: 'impl/c/subjects/v5.10.c',
  killedBy: 'nowait-never-sleeps',
  row: 'domain.md §7 V4',
  summary: 'Waits for the move in the expression that it returns, whoever asks.',
  was: `			if (vmf->flags & FAULT_FLAG_RETRY_NOWAIT)
				return VM_FAULT_RETRY;

			ttm_bo_get(bo);`,
  becomes: `			if (vmf->flags & FAULT_FLAG_RETRY_NOWAIT)
				return dma_fence_wait(bo->moving, true), VM_FAULT_RETRY;

			ttm_bo_get(bo);`,
});
