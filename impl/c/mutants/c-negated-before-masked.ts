import { mutant } from '../../mutants/patch/mutant.ts';

export default mutant({
  of: 'v5.10',
  file: 'impl/c/subjects/v5.10.c',
  killedBy: 'mmap-lock-matches-return',
  row: 'domain.md §6 M12',
  summary: 'Negates the flags before it masks them, so it never drops the mmap lock.',
  was: '\t\tif (!(vmf->flags & FAULT_FLAG_RETRY_NOWAIT)) {',
  becomes: '\t\tif (!vmf->flags & FAULT_FLAG_RETRY_NOWAIT) {',
});
