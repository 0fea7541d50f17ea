import { defect } from '../../mutants/patch/defect.ts';

/** The entry leads to a place whose data is still being copied. */
export default defect({
  of: 'v5.11',
  file: 'impl/c/subjects/v5.11.c',
  row: 'domain.md §7 F3',
  summary: 'Goes on when a move is pending and the fault may not wait for it.',
  was: `			if (vmf->flags & FAULT_FLAG_RETRY_NOWAIT)
				return VM_FAULT_RETRY;
`,
  becomes: `			if (vmf->flags & FAULT_FLAG_RETRY_NOWAIT)
				return 0;
`,
});
