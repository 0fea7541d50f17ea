import { mutant } from './patch/mutant.ts';

export default mutant({
  of: 'v5.5',
  file: 'impl/helpers/static/fault-idle.ts',
  killedBy: 'mmap-lock-matches-return',
  row: 'domain.md §6 M12',
  summary: 'Keeps the mmap lock, though it returns VM_FAULT_RETRY.',
  was: `        yield up_read(vmf.vma!.vm_mm!);
`,
  becomes: '',
});
