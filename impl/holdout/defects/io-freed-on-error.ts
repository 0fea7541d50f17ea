import { defect } from '../../mutants/patch/defect.ts';

/**
 * The reservation belongs to all mappings of the object: the entries of earlier faults stay, and
 * lead to a window that the driver gives to somebody else.
 */
export default defect({
  of: 'v5.6',
  file: 'impl/helpers/v5.6.ts',
  row: 'domain.md §2.5',
  summary: 'Gives io memory back when the page cannot be mapped.',
  edits: [
    {
      was: `import { ttm_mem_io_lock, ttm_mem_io_reserve_vm, ttm_mem_io_unlock } from`,
      becomes: `import {
  ttm_mem_io_free_vm,
  ttm_mem_io_lock,
  ttm_mem_io_reserve_vm,
  ttm_mem_io_unlock,
} from`,
    },
    {
      was: `    ret = yield* insert_pages(vmf, prot, num_prefault);
`,
      becomes: `    ret = yield* insert_pages(vmf, prot, num_prefault);
    if (ret & VM_FAULT_ERROR) yield ttm_mem_io_free_vm(bo);
`,
    },
  ],
});
