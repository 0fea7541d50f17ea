import { defect } from '../../mutants/patch/defect.ts';

/**
 * NOPAGE tells the core that it still has the mmap lock, which it then gives back a second time.
 */
export default defect({
  of: 'rfc',
  file: 'impl/c/subjects/rfc.c',
  row: 'domain.md §7 L2',
  summary: 'Answers with NOPAGE after it has waited without the mmap lock.',
  was: `		ttm_bo_wait_unreserved(bo);
		ttm_bo_put(bo);
	}
	return VM_FAULT_RETRY;`,
  becomes: `		ttm_bo_wait_unreserved(bo);
		ttm_bo_put(bo);
		return VM_FAULT_NOPAGE;
	}
	return VM_FAULT_RETRY;`,
});
