import { mutant } from '../../mutants/patch/mutant.ts';

export default mutant({
  of: 'v5.5',
  file: 'impl/c/subjects/v5.5.c',
  killedBy: 'retry-only-if-allowed',
  row: 'domain.md §7 V2',
  summary: 'Writes `&&` for `&`: any flag passes for leave to retry.',
  was: `	if (!(vmf->flags & FAULT_FLAG_ALLOW_RETRY))
`,
  becomes: `	if (!(vmf->flags && FAULT_FLAG_ALLOW_RETRY))
`,
});
