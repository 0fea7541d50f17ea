import { defect } from '../../mutants/patch/defect.ts';

/**
 * A vma that ends before its object gets insertions behind its end, whose SIGBUS reaches the
 * caller although the page is mapped.
 */
export default defect({
  of: 'v5.10',
  file: 'impl/helpers/v5.10.ts',
  row: 'domain.md §7 P4',
  summary: 'Prefaults to the end of the object, whatever the end of the vma.',
  was: `  const page_last =
    ((vma.vm_end - vma.vm_start) >>> PAGE_SHIFT) + vma.vm_pgoff - bo.base.vma_node.start;

  if (page_offset`,
  becomes: `  const page_last = bo.num_pages;

  if (page_offset`,
});
