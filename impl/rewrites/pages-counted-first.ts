import { rewrite } from '../mutants/patch/rewrite.ts';

export default rewrite({
  of: 'v5.6',
  file: 'impl/helpers/v5.6.ts',
  summary: 'Reads the size of the object into a variable before anything else.',
  edits: [
    {
      was: `  let ret = VM_FAULT_NOPAGE;
  let address = vmf.address;

  const err = yield ttm_mem_io_reserve_vm(bo);`,
      becomes: `  const { num_pages } = bo;
  let ret = VM_FAULT_NOPAGE;
  let address = vmf.address;

  const err = yield ttm_mem_io_reserve_vm(bo);`,
    },
    {
      was: 'if (page_offset >= bo.num_pages)',
      becomes: 'if (page_offset >= num_pages)',
    },
  ],
});
