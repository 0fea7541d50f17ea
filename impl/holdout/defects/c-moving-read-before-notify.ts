import { defect } from '../../mutants/patch/defect.ts';

/** The hook starts a move itself, and pages are mapped while their data is in transit. */
export default defect({
  of: 'v5.10',
  file: 'impl/c/subjects/v5.10.c',
  row: 'domain.md §7 F3',
  summary: 'Waits only for a move that was pending before the hook.',
  edits: [
    {
      was: `	ret = notify_driver(bo);
	if (ret)
		return ret;

	/* The data may still be in transit. */
	ret = ttm_bo_vm_fault_idle(bo, vmf);
	if (ret)`,
      becomes: `	moving = bo->moving;
	ret = notify_driver(bo);
	if (ret)
		return ret;

	/* The data may still be in transit. */
	if (moving)
		ret = ttm_bo_vm_fault_idle(bo, vmf);
	if (ret)`,
    },
    {
      was: '	unsigned long start, offset, last;',
      becomes: `	unsigned long start, offset, last;
	struct dma_fence *moving;`,
    },
  ],
});
