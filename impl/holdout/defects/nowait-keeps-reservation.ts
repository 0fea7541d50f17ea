import { defect } from '../../mutants/patch/defect.ts';

/** RETRY of a fault that may not wait comes with the reservation, which nobody then unlocks. */
export default defect({
  of: 'v5.11+amdgpu',
  file: 'impl/drivers/amdgpu.ts',
  row: 'domain.md §1.4 asymmetry',
  summary: 'Takes every RETRY for one that has given the reservation back.',
  was: 'if (ret === VM_FAULT_RETRY && !(vmf.flags & FAULT_FLAG_RETRY_NOWAIT)) return ret;',
  becomes: 'if (ret === VM_FAULT_RETRY) return ret;',
});
