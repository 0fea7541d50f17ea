import { mutant } from './patch/mutant.ts';

export default mutant({
  of: 'v5.5',
  file: 'impl/helpers/static/fault-idle.ts',
  killedBy: 'mmap-lock-matches-return',
  row: 'domain.md §6 M13',
  summary: 'Drops the mmap lock for a caller that does not want to wait.',
  was: '        if (vmf.flags & FAULT_FLAG_RETRY_NOWAIT) return VM_FAULT_RETRY;',
  becomes: `        if (vmf.flags & FAULT_FLAG_RETRY_NOWAIT) {
          yield up_read(vmf.vma!.vm_mm!);
          return VM_FAULT_RETRY;
        }`,
});
