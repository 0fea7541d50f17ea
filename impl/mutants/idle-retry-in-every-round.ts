import { mutant } from './patch/mutant.ts';

export default mutant({
  of: 'v5.7',
  file: 'impl/helpers/v5.7.ts',
  killedBy: 'retry-only-if-allowed',
  row: 'domain.md §6 M14, B12',
  summary: 'Asks for a retry in every round while a move is under way.',
  edits: [
    {
      was: 'import { fault_flag_allow_retry_first }',
      becomes: 'import { allow_retry, fault_flag_allow_retry_first }',
    },
    {
      was: 'vm_fault_idle(fault_flag_allow_retry_first)',
      becomes: 'vm_fault_idle(allow_retry)',
    },
  ],
});
