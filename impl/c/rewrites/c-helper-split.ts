import { rewrite } from '../../mutants/patch/rewrite.ts';

export default rewrite({
  of: 'v5.5',
  file: 'impl/c/subjects/v5.5.c',
  summary: 'Makes a function of its own of waiting for a move with the mmap lock dropped.',
  edits: [
    {
      was: 'static vm_fault_t ttm_bo_vm_fault_idle(',
      becomes: `static vm_fault_t wait_for_move(struct ttm_buffer_object *bo, struct mm_struct *mm)
{
	ttm_bo_get(bo);
	up_read(&mm->mmap_sem);
	dma_fence_wait(bo->moving, true);
	dma_resv_unlock(bo->base.resv);
	ttm_bo_put(bo);
	return VM_FAULT_RETRY;
}

static vm_fault_t ttm_bo_vm_fault_idle(`,
    },
    {
      was: `			ttm_bo_get(bo);
			up_read(&vmf->vma->vm_mm->mmap_sem);
			dma_fence_wait(bo->moving, true);
			dma_resv_unlock(bo->base.resv);
			ttm_bo_put(bo);
			return VM_FAULT_RETRY;
`,
      becomes: `			return wait_for_move(bo, vmf->vma->vm_mm);
`,
    },
  ],
});
