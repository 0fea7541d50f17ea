import { mutant } from '../../mutants/patch/mutant.ts';

export default mutant({
  of: 'v5.3',
  file: 'impl/c/subjects/v5.3.c',
  killedBy: 'reservation-matches-return',
  row: 'domain.md §7 L1',
  summary: 'Returns past the labels when the move is not over, with the reservation.',
  was: `	if (ret == VM_FAULT_RETRY && !(vmf->flags & FAULT_FLAG_RETRY_NOWAIT))
		return ret;
	if (ret)
		goto unlock;
`,
  becomes: `	if (ret)
		return ret;
`,
});
