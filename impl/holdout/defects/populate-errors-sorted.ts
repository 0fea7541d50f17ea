import { defect } from '../../mutants/patch/defect.ts';

/**
 * An object that was left without a translation table gives -EINVAL, and then its pages are
 * looked up through NULL.
 */
export default defect({
  of: 'v5.11',
  file: 'impl/helpers/v5.10.ts',
  row: 'domain.md §7 R3',
  summary: 'Takes only -ENOMEM for a failure to populate.',
  edits: [
    {
      was: `    if (yield ttm_tt_populate(bo.ttm, { interruptible: false, no_wait_gpu: false })) {
      return`,
      becomes: `    const failure = yield ttm_tt_populate(bo.ttm, { interruptible: false, no_wait_gpu: false });
    if (failure === -ENOMEM) {
      return`,
    },
    {
      was: 'import { ttm_mem_io_reserve } from',
      becomes: `import { ENOMEM } from '../kernel/errno.ts';
import { ttm_mem_io_reserve } from`,
    },
  ],
});
