import { rewrite } from '../../mutants/patch/rewrite.ts';

/** Both come to the same numbers: domain.md §1.1, §2.10. */
export default rewrite({
  of: 'v5.5',
  file: 'impl/c/subjects/v5.5.c',
  summary:
    'Takes the page from the offset of the core, and the end from the pages behind the ' +
    'address.',
  was: `	offset = ((address - vma->vm_start) >> PAGE_SHIFT) + vma->vm_pgoff - start;
	last = vma_pages(vma) + vma->vm_pgoff - start;`,
  becomes: `	offset = vmf->pgoff - start;
	last = offset + ((vma->vm_end - address) >> PAGE_SHIFT);`,
});
