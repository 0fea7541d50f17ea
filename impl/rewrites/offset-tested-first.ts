import { rewrite } from '../mutants/patch/rewrite.ts';

/**
 * Neither the vma nor the size of the object changes meanwhile, and a page outside of the object is
 * SIGBUS as before.
 */
export default rewrite({
  of: 'v5.5',
  file: 'impl/helpers/v5.5.ts',
  summary: 'Tests the offset before it takes the io lock, for which it then needs no cleaning up.',
  edits: [
    {
      was: `  let err = yield ttm_mem_io_lock(man, true);
`,
      becomes: `  const node = bo.base.vma_node.start;
  let page_offset = ((address - vma.vm_start) >>> PAGE_SHIFT) + vma.vm_pgoff - node;
  const page_last = ((vma.vm_end - vma.vm_start) >>> PAGE_SHIFT) + vma.vm_pgoff - node;
  if (page_offset >= bo.num_pages) return VM_FAULT_SIGBUS;

  let err = yield ttm_mem_io_lock(man, true);
`,
    },
    {
      was: `    let page_offset =
      ((address - vma.vm_start) >>> PAGE_SHIFT) + vma.vm_pgoff - bo.base.vma_node.start;
    const page_last =
      ((vma.vm_end - vma.vm_start) >>> PAGE_SHIFT) + vma.vm_pgoff - bo.base.vma_node.start;

    if (page_offset >= bo.num_pages) {
      ret = VM_FAULT_SIGBUS;
      break out_io_unlock;
    }

`,
      becomes: '',
    },
  ],
});
