import { defect } from '../../mutants/patch/defect.ts';

/** Every signal that arrives while a thread waits keeps one object alive for ever. */
export default defect({
  of: 'v5.5',
  file: 'impl/c/subjects/v5.5.c',
  row: 'domain.md §7 U2',
  summary: 'Does not put the object when the wait for its reservation is interrupted.',
  was: `		ttm_bo_wait_unreserved(bo);
		ttm_bo_put(bo);
`,
  becomes: `		if (ttm_bo_wait_unreserved(bo))
			return VM_FAULT_RETRY;
		ttm_bo_put(bo);
`,
});
