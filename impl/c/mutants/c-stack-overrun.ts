import { mutant } from '../../mutants/patch/mutant.ts';

export default mutant({
  of: 'v5.10',
  file: 'impl/c/subjects/v5.10.c',
  killedBy: 'no-crash',
  row: 'domain.md §7 R3',
  summary: 'Clears a page of stack for each entry of an array of numbers.',
  was: `		if (ttm_tt_populate(bo->ttm, &ctx))
			return VM_FAULT_OOM;
`,
  becomes: `		unsigned long frames[TTM_BO_VM_NUM_PREFAULT];

		if (ttm_tt_populate(bo->ttm, &ctx))
			return VM_FAULT_OOM;
		memset(frames, 0, num_prefault << PAGE_SHIFT);
`,
});
