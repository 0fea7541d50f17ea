import { mutant } from '../../mutants/patch/mutant.ts';

export default mutant({
  of: 'v5.10',
  file: 'impl/c/subjects/v5.10.c',
  killedBy: 'flags-unchanged',
  row: 'domain.md §7 V5',
  summary: 'Writes `&=` for `&` when it asks whether it may wait.',
  was: `			if (vmf->flags & FAULT_FLAG_RETRY_NOWAIT)
`,
  becomes: `			if (vmf->flags &= FAULT_FLAG_RETRY_NOWAIT)
`,
});
