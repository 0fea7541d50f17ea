import { defect } from '../../mutants/patch/defect.ts';

/**
 * Memory that the CPU cannot see is no lack of memory: the core runs the OOM killer, or repeats
 * the fault for ever.
 */
export default defect({
  of: 'v5.10',
  file: 'impl/helpers/v5.10.ts',
  row: 'domain.md §1.5 step 6',
  summary: 'Answers with OOM when io memory cannot be reserved.',
  was: `  const err = yield ttm_mem_io_reserve(bdev, bo.mem);
  if (err !== 0) return VM_FAULT_SIGBUS;`,
  becomes: `  const err = yield ttm_mem_io_reserve(bdev, bo.mem);
  if (err !== 0) return VM_FAULT_OOM;`,
});
