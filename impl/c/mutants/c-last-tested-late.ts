import { mutant } from '../../mutants/patch/mutant.ts';

export default mutant({
  of: 'v5.10',
  file: 'impl/c/subjects/v5.10.c',
  killedBy: 'prefault-bounded',
  row: 'domain.md §6 M21',
  summary: 'Counts on after the test instead of before it: one page beyond the end of the vma.',
  was: '++offset >= last',
  becomes: 'offset++ >= last',
});
