import { mutant } from '../../mutants/patch/mutant.ts';

export default mutant({
  of: 'v5.3',
  file: 'impl/c/subjects/v5.3.c',
  killedBy: 'reservation-released-once',
  row: 'domain.md §7 L1',
  summary: 'Goes to the label that unlocks before it has the lock.',
  was: `		if (!(vmf->flags & FAULT_FLAG_ALLOW_RETRY))
			return VM_FAULT_NOPAGE;
`,
  becomes: `		if (!(vmf->flags & FAULT_FLAG_ALLOW_RETRY)) {
			ret = VM_FAULT_NOPAGE;
			goto unlock;
		}
`,
});
