import { mutant } from '../../mutants/patch/mutant.ts';

export default mutant({
  of: 'v5.10',
  file: 'impl/c/subjects/v5.10.c',
  killedBy: 'no-wait-under-mmap-lock',
  row: 'domain.md §7 G4',
  summary: 'Drops the mmap lock after the wait for which it is to be dropped.',
  was: `			mmap_read_unlock(vmf->vma->vm_mm);
			dma_fence_wait(bo->moving, true);
`,
  becomes: `			dma_fence_wait(bo->moving, true);
			mmap_read_unlock(vmf->vma->vm_mm);
`,
});
