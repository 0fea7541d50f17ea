import { defect } from '../../mutants/patch/defect.ts';

/**
 * There is nothing left to evict when -EAGAIN comes out, so the fault comes back without end.
 */
export default defect({
  of: 'v5.5',
  file: 'impl/c/subjects/v5.5.c',
  row: 'domain.md §1.5 step 6',
  summary: 'Answers with NOPAGE when io memory cannot be reserved for want of room.',
  was: `	if (ttm_mem_io_reserve_vm(bo)) {
		ret = VM_FAULT_SIGBUS;
		goto out;
	}`,
  becomes: `	switch (ttm_mem_io_reserve_vm(bo)) {
	case 0:
		break;
	case -EAGAIN:
		ret = VM_FAULT_NOPAGE;
		goto out;
	default:
		ret = VM_FAULT_SIGBUS;
		goto out;
	}`,
});
