import { mutant } from './patch/mutant.ts';

export default mutant({
  of: 'v5.5',
  file: 'impl/helpers/v5.5.ts',
  killedBy: 'unlock-only-by-owner',
  row: 'domain.md §7 L8',
  summary: 'Gives the io lock back that it was interrupted in waiting for.',
  was: `  let err = yield ttm_mem_io_lock(man, true);
  if (err !== 0) return VM_FAULT_NOPAGE;
`,
  becomes: `  let err = yield ttm_mem_io_lock(man, true);
  if (err !== 0) {
    yield ttm_mem_io_unlock(man);
    return VM_FAULT_NOPAGE;
  }
`,
});
