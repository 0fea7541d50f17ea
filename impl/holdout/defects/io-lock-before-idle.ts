import { defect } from '../../mutants/patch/defect.ts';

/**
 * Every fault and every last put that needs the io lock of this manager waits for the GPU as
 * well.
 */
export default defect({
  of: 'v5.6',
  file: 'impl/helpers/v5.6.ts',
  row: 'domain.md §7 L3',
  summary: 'Takes the io lock before it waits for a pending move.',
  was: `    ret = yield* ttm_bo_vm_fault_idle(bo, vmf);
    if (ret !== 0) return ret;

    const err = yield ttm_mem_io_lock(man, true);
    if (err !== 0) return VM_FAULT_NOPAGE;
    ret = yield* insert_pages(vmf, prot, num_prefault);
`,
  becomes: `    const err = yield ttm_mem_io_lock(man, true);
    if (err !== 0) return VM_FAULT_NOPAGE;
    ret = yield* ttm_bo_vm_fault_idle(bo, vmf);
    if (ret === 0) ret = yield* insert_pages(vmf, prot, num_prefault);
`,
});
