import { defect } from '../../mutants/patch/defect.ts';

/**
 * Eviction from the io LRU has the io lock alone: it may take the window away before the entries
 * are there.
 */
export default defect({
  of: 'v5.7',
  file: 'impl/helpers/v5.6.ts',
  row: 'domain.md §7 L4',
  summary: 'Does without the io lock where io memory has been reserved for the object before.',
  was: `    const err = yield ttm_mem_io_lock(man, true);
`,
  becomes: `    if (bo.mem.bus.io_reserved_vm) return yield* insert_pages(vmf, prot, num_prefault);

    const err = yield ttm_mem_io_lock(man, true);
`,
});
