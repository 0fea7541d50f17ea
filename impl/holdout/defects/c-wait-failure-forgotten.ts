import { defect } from '../../mutants/patch/defect.ts';

/** The wait has failed, so the move may not be over: what is mapped has no data yet. */
export default defect({
  of: 'v5.11',
  file: 'impl/c/subjects/v5.11.c',
  row: 'domain.md §7 F2',
  summary:
    'Takes a wait for a move that failed for any reason but a signal for the end of the move.',
  was: `		if (err)
			return err != -ERESTARTSYS ? VM_FAULT_SIGBUS : VM_FAULT_NOPAGE;`,
  becomes: `		if (err == -ERESTARTSYS)
			return VM_FAULT_NOPAGE;`,
});
