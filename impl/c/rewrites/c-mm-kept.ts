import { rewrite } from '../../mutants/patch/rewrite.ts';

export default rewrite({
  of: 'rfc',
  file: 'impl/c/subjects/rfc.c',
  summary: 'Reads the mm from the vma before the mmap lock is dropped.',
  was: `	if (!(vmf->flags & FAULT_FLAG_RETRY_NOWAIT)) {
		ttm_bo_get(bo);
		up_read(&vmf->vma->vm_mm->mmap_sem);
`,
  becomes: `	if (!(vmf->flags & FAULT_FLAG_RETRY_NOWAIT)) {
		struct mm_struct *mm = vmf->vma->vm_mm;

		ttm_bo_get(bo);
		up_read(&mm->mmap_sem);
`,
});
