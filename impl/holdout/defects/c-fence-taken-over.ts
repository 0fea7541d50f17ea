import { defect } from '../../mutants/patch/defect.ts';

/**
 * The next fault finds the object reserved by nobody and without a fence, and maps it while its
 * data is in transit.
 */
export default defect({
  of: 'v5.10',
  file: 'impl/c/subjects/v5.10.c',
  row: 'domain.md §7 F2',
  summary:
    'Takes the fence out of the object, so that the reservation can be given back before the wait.',
  edits: [
    {
      was: `		long err;
`,
      becomes: `		struct dma_fence *moving = bo->moving;
		long err;
`,
    },
    {
      was: `			ttm_bo_get(bo);
			mmap_read_unlock(vmf->vma->vm_mm);
			dma_fence_wait(bo->moving, true);
			dma_resv_unlock(bo->base.resv);
			ttm_bo_put(bo);
`,
      becomes: `			ttm_bo_get(bo);
			mmap_read_unlock(vmf->vma->vm_mm);
			bo->moving = NULL;
			dma_resv_unlock(bo->base.resv);
			dma_fence_wait(moving, true);
			dma_fence_put(moving);
			ttm_bo_put(bo);
`,
    },
  ],
});
