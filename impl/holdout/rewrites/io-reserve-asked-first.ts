import { rewrite } from '../../mutants/patch/rewrite.ts';

/** The function asks for the same flag first, and the flag changes only under the io lock. */
export default rewrite({
  of: 'v5.5',
  file: 'impl/helpers/v5.5.ts',
  summary: 'Reserves io memory, under the io lock, only if it is not reserved for mappings yet.',
  was: `    err = yield ttm_mem_io_reserve_vm(bo);
`,
  becomes: `    if (!bo.mem.bus.io_reserved_vm) err = yield ttm_mem_io_reserve_vm(bo);
`,
});
