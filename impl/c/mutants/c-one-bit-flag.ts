import { mutant } from '../../mutants/patch/mutant.ts';

export default mutant({
  of: 'v5.10',
  file: 'impl/c/subjects/v5.10.c',
  killedBy: 'reservation-matches-return',
  row: 'domain.md §7 L1, V4',
  summary: 'Keeps a flag in a signed field of one bit, which is never 1.',
  was: `			if (vmf->flags & FAULT_FLAG_RETRY_NOWAIT)
`,
  becomes: `			struct {
				int nowait : 1;
			} ask = { (vmf->flags & FAULT_FLAG_RETRY_NOWAIT) != 0 };

			if (ask.nowait == 1)
`,
});
