import { mutant } from './patch/mutant.ts';

export default mutant({
  of: 'v5.5',
  file: 'impl/helpers/v5.5.ts',
  killedBy: 'io-lock-balanced',
  row: 'domain.md §6 M1',
  summary: 'Never gives the io lock back.',
  was: `  yield ttm_mem_io_unlock(man);
  return ret;`,
  becomes: '  return ret;',
});
