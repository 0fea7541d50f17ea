import { defect } from '../../mutants/patch/defect.ts';

/**
 * The fence belongs to the reservation: without it, it may be cleared and freed between the two
 * looks.
 */
export default defect({
  of: 'v5.11',
  file: 'impl/c/subjects/v5.11.c',
  row: 'domain.md §7 R1',
  summary:
    'Looks for a pending move before the object is reserved, to spare a fault that may ' +
    'not wait.',
  was: `	vm_fault_t ret = ttm_bo_vm_reserve(bo, vmf);

	if (ret)
		return ret;

	ret = ttm_bo_vm_fault_reserved(`,
  becomes: `	vm_fault_t ret;

	if (vmf->flags & FAULT_FLAG_RETRY_NOWAIT && fault_flag_allow_retry_first(vmf->flags) &&
	    bo->moving && !dma_fence_is_signaled(bo->moving))
		return VM_FAULT_RETRY;

	ret = ttm_bo_vm_reserve(bo, vmf);
	if (ret)
		return ret;

	ret = ttm_bo_vm_fault_reserved(`,
});
