import { defect } from '../../mutants/patch/defect.ts';

/**
 * A thread with a signal pending reserves io memory beside the owner of the lock, and then takes
 * the lock away from it.
 */
export default defect({
  of: 'v5.3',
  file: 'impl/c/subjects/v5.3.c',
  row: 'domain.md §7 L8',
  summary: 'Goes on as if it had the io lock when waiting for the lock was interrupted.',
  was: `	if (ttm_mem_io_lock(man, true)) {
		ret = VM_FAULT_NOPAGE;
		goto unlock;
	}
`,
  becomes: `	ttm_mem_io_lock(man, true);
`,
});
