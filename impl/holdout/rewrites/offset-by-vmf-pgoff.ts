import { rewrite } from '../../mutants/patch/rewrite.ts';

/** The core has counted the same pages from the start of the vma: domain.md §1.1. */
export default rewrite({
  of: 'v5.10',
  file: 'impl/helpers/v5.10.ts',
  summary: 'Takes the page of the object from the offset that the core has computed.',
  was: `  let page_offset =
    ((address - vma.vm_start) >>> PAGE_SHIFT) + vma.vm_pgoff - bo.base.vma_node.start;
`,
  becomes: `  let page_offset = vmf.pgoff - bo.base.vma_node.start;
`,
});
