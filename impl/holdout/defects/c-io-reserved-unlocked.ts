import { defect } from '../../mutants/patch/defect.ts';

/** Two faults of different objects change the io LRU of one manager at the same time. */
export default defect({
  of: 'rfc',
  file: 'impl/c/subjects/rfc.c',
  row: 'domain.md §7 L4',
  summary: 'Reserves io memory before it takes the io lock, so that failing leaves no lock taken.',
  was: `	if (ttm_mem_io_lock(man, true))
		return VM_FAULT_NOPAGE;

	/* The io lock is kept: domain.md §6 B1. */
	if (ttm_mem_io_reserve_vm(bo))
		return VM_FAULT_SIGBUS;
`,
  becomes: `	if (ttm_mem_io_reserve_vm(bo))
		return VM_FAULT_SIGBUS;

	if (ttm_mem_io_lock(man, true))
		return VM_FAULT_NOPAGE;
`,
});
