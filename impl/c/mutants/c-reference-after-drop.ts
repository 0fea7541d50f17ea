import { mutant } from '../../mutants/patch/mutant.ts';

export default mutant({
  of: 'v5.10',
  file: 'impl/c/subjects/v5.10.c',
  killedBy: 'bo-ref-held-while-waiting',
  row: 'domain.md §6 B10',
  summary: 'Takes its reference after it has dropped the mmap lock.',
  was: `			ttm_bo_get(bo);
			mmap_read_unlock(vmf->vma->vm_mm);
			dma_fence_wait`,
  becomes: `			mmap_read_unlock(vmf->vma->vm_mm);
			ttm_bo_get(bo);
			dma_fence_wait`,
});
