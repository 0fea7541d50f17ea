import { mutant } from '../../mutants/patch/mutant.ts';

export default mutant({
  of: 'v5.10',
  file: 'impl/c/subjects/v5.10.c',
  killedBy: 'no-map-before-idle',
  row: 'domain.md §6 M24',
  summary:
    'Keeps a result in eight bits, in which neither VM_FAULT_RETRY nor VM_FAULT_NOPAGE fits.',
  was: `	/* The data may still be in transit. */
	ret = ttm_bo_vm_fault_idle(bo, vmf);
	if (ret)
		return ret;
`,
  becomes: `	/* The data may still be in transit. */
	u8 busy = ttm_bo_vm_fault_idle(bo, vmf);
	if (busy)
		return busy;
`,
});
