import { mutant } from './patch/mutant.ts';

export default mutant({
  of: 'v5.5',
  file: 'impl/helpers/v5.5.ts',
  killedBy: 'no-map-before-idle',
  row: 'domain.md §6 M24',
  summary: 'Maps pages first, and asks afterwards whether their data has arrived.',
  edits: [
    {
      was: `  // The data may still be in transit.
  ret = yield* ttm_bo_vm_fault_idle(bo, vmf);
  if (ret !== 0) return ret;
`,
      becomes: '',
    },
    {
      was: `  yield ttm_mem_io_unlock(man);
  return ret;`,
      becomes: `  yield ttm_mem_io_unlock(man);
  const idle = yield* ttm_bo_vm_fault_idle(bo, vmf);
  return idle !== 0 ? idle : ret;`,
    },
  ],
});
