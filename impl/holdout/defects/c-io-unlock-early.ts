import { defect } from '../../mutants/patch/defect.ts';

/**
 * Eviction from the io LRU may take the window away before the entries are inserted, which then
 * lead to what is there next.
 */
export default defect({
  of: 'v5.5',
  file: 'impl/c/subjects/v5.5.c',
  row: 'domain.md §7 I1',
  summary: 'Gives the io lock back as soon as io memory is reserved.',
  edits: [
    {
      was: `	start = drm_vma_node_start(&bo->base.vma_node);
	offset =`,
      becomes: `	ttm_mem_io_unlock(man);

	start = drm_vma_node_start(&bo->base.vma_node);
	offset =`,
    },
    {
      was: `	if (ttm_mem_io_reserve_vm(bo)) {
		ret = VM_FAULT_SIGBUS;
		goto out;
	}
`,
      becomes: `	if (ttm_mem_io_reserve_vm(bo)) {
		ttm_mem_io_unlock(man);
		return VM_FAULT_SIGBUS;
	}
`,
    },
    {
      was: `out:
	ttm_mem_io_unlock(man);
	return ret;`,
      becomes: `out:
	return ret;`,
    },
  ],
});
