import { mutant } from './patch/mutant.ts';

export default mutant({
  of: 'v5.6',
  file: 'impl/helpers/static/fault-idle.ts',
  killedBy: 'no-wait-under-mmap-lock',
  row: 'domain.md §7 G4',
  summary: 'Waits for the move under the mmap lock although it may drop it.',
  was: `if (may_retry(vmf.flags)) {
        if (vmf.flags & FAULT_FLAG_RETRY_NOWAIT) return VM_FAULT_RETRY;`,
  becomes: `if (may_retry(vmf.flags) && vmf.flags & FAULT_FLAG_RETRY_NOWAIT) {
        if (vmf.flags & FAULT_FLAG_RETRY_NOWAIT) return VM_FAULT_RETRY;`,
});
