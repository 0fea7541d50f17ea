import { defect } from '../../mutants/patch/defect.ts';

/**
 * A fence whose wait always fails makes the fault come back without end, where SIGBUS would say
 * so.
 */
export default defect({
  of: 'v5.10',
  file: 'impl/c/subjects/v5.10.c',
  row: 'domain.md §1.2 row 5c',
  summary: 'Answers every failed wait for a move with NOPAGE.',
  was: '			return err != -ERESTARTSYS ? VM_FAULT_SIGBUS : VM_FAULT_NOPAGE;',
  becomes: '			return VM_FAULT_NOPAGE;',
});
