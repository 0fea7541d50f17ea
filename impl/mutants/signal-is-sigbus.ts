import { mutant } from './patch/mutant.ts';

export default mutant({
  of: 'v5.5',
  file: 'impl/helpers/static/fault-idle.ts',
  killedBy: 'signal-is-no-error',
  row: 'domain.md §7 V3',
  summary: 'Returns an error when a signal ends its wait.',
  was: 'if (err !== 0) return err !== -ERESTARTSYS ? VM_FAULT_SIGBUS : VM_FAULT_NOPAGE;',
  becomes: 'if (err !== 0) return VM_FAULT_SIGBUS;',
});
