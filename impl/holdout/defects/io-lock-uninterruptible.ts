import { defect } from '../../mutants/patch/defect.ts';

/** A thread that is killed while somebody else has the io lock does not leave the fault. */
export default defect({
  of: 'v5.7',
  file: 'impl/helpers/v5.6.ts',
  row: 'domain.md §1.5 step 5',
  summary: 'Waits for the io lock without listening to signals.',
  was: 'yield ttm_mem_io_lock(man, true)',
  becomes: 'yield ttm_mem_io_lock(man, false)',
});
