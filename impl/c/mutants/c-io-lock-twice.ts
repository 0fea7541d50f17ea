import { mutant } from '../../mutants/patch/mutant.ts';

export default mutant({
  of: 'v5.5',
  file: 'impl/c/subjects/v5.5.c',
  killedBy: 'deadlock-free',
  row: 'domain.md §7 G3',
  summary: 'Takes the io lock a second time to look at the bus address again.',
  was: `	if (ttm_mem_io_reserve_vm(bo)) {
`,
  becomes: `	if (ttm_mem_io_lock(man, true) || ttm_mem_io_reserve_vm(bo)) {
`,
});
