import { rewrite } from '../../mutants/patch/rewrite.ts';

/** Neither step can be seen by anybody, and neither needs the other. */
export default rewrite({
  of: 'v5.5',
  file: 'impl/helpers/v5.5.ts',
  summary: 'Settles the caching before the offset is tested.',
  was: `    if (page_offset >= bo.num_pages) {
      ret = VM_FAULT_SIGBUS;
      break out_io_unlock;
    }

    cvma.vm_page_prot = ttm_io_prot(bo.mem.placement, prot);
`,
  becomes: `    cvma.vm_page_prot = ttm_io_prot(bo.mem.placement, prot);
    if (page_offset >= bo.num_pages) {
      ret = VM_FAULT_SIGBUS;
      break out_io_unlock;
    }

`,
});
