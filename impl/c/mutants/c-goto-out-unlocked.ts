import { mutant } from '../../mutants/patch/mutant.ts';

export default mutant({
  of: 'v5.5',
  file: 'impl/c/subjects/v5.5.c',
  killedBy: 'unlock-only-by-owner',
  row: 'domain.md §7 L8',
  summary:
    'Goes to the label that gives the io lock back when it was interrupted in waiting for it.',
  was: `	if (ttm_mem_io_lock(man, true))
		return VM_FAULT_NOPAGE;
`,
  becomes: `	if (ttm_mem_io_lock(man, true)) {
		ret = VM_FAULT_NOPAGE;
		goto out;
	}
`,
});
