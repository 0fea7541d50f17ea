import { mutant } from '../../mutants/patch/mutant.ts';

export default mutant({
  of: 'v5.5',
  file: 'impl/c/subjects/v5.5.c',
  killedBy: 'io-lock-balanced',
  row: 'domain.md §6 M1',
  summary: 'Never gives the io lock back.',
  was: `out:
	ttm_mem_io_unlock(man);
`,
  becomes: `out:
`,
});
