import { mutant } from './patch/mutant.ts';

export default mutant({
  of: 'v5.5',
  file: 'impl/helpers/v5.5.ts',
  killedBy: 'conforms-to-statechart',
  row: 'domain.md §7, statechart outline',
  summary: 'Gives the io lock back and takes it again before it uses it.',
  was: `  let err = yield ttm_mem_io_lock(man, true);
  if (err !== 0) return VM_FAULT_NOPAGE;
`,
  becomes: `  let err = yield ttm_mem_io_lock(man, true);
  if (err !== 0) return VM_FAULT_NOPAGE;
  yield ttm_mem_io_unlock(man);
  err = yield ttm_mem_io_lock(man, true);
  if (err !== 0) return VM_FAULT_NOPAGE;
`,
});
