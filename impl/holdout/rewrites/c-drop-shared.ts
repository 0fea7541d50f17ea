import { rewrite } from '../../mutants/patch/rewrite.ts';

/** Both waits do the same two steps in the same order, and only one of them is ever reached. */
export default rewrite({
  of: 'v5.11',
  file: 'impl/c/subjects/v5.11.c',
  summary: 'Makes a function of the reference and the release that come before both waits.',
  edits: [
    {
      was: `static vm_fault_t ttm_bo_vm_fault_idle(struct ttm_buffer_object *bo, struct vm_fault *vmf)
{
`,
      becomes: `/* Gives up the mmap lock; the object must be put by whoever calls. */
static struct ttm_buffer_object *leave_mm(struct vm_fault *vmf, struct ttm_buffer_object *bo)
{
	struct mm_struct *mm = vmf->vma->vm_mm;

	ttm_bo_get(bo);
	mmap_read_unlock(mm);
	return bo;
}

static vm_fault_t ttm_bo_vm_fault_idle(struct ttm_buffer_object *bo, struct vm_fault *vmf)
{
`,
    },
    {
      was: `			ttm_bo_get(bo);
			mmap_read_unlock(vmf->vma->vm_mm);
			dma_fence_wait(bo->moving, true);`,
      becomes: `			bo = leave_mm(vmf, bo);
			dma_fence_wait(bo->moving, true);`,
    },
    {
      was: `			ttm_bo_get(bo);
			mmap_read_unlock(vmf->vma->vm_mm);
			if (!dma`,
      becomes: `			bo = leave_mm(vmf, bo);
			if (!dma`,
    },
  ],
});
