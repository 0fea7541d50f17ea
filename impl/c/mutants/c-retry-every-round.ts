import { mutant } from '../../mutants/patch/mutant.ts';

export default mutant({
  of: 'v5.10',
  file: 'impl/c/subjects/v5.10.c',
  killedBy: 'restarts-bounded',
  row: 'domain.md §6 M14',
  summary: 'Asks for ALLOW_RETRY alone, which in the loop of v5.7 stays set.',
  was: `	if (fault_flag_allow_retry_first(vmf->flags)) {
		if (!`,
  becomes: `	if (vmf->flags & FAULT_FLAG_ALLOW_RETRY) {
		if (!`,
});
