import { rewrite } from '../../mutants/patch/rewrite.ts';

/** Without a table there is nothing to map, and NULL was followed: domain.md §6 B21. */
export default rewrite({
  of: 'rfc',
  file: 'impl/c/subjects/rfc.c',
  summary: 'Refuses an object in system memory that was left without a translation table.',
  was: `	copy.vm_page_prot = ttm_io_prot(bo->mem.placement, prot);
`,
  becomes: `	if (!bo->mem.bus.is_iomem && !bo->ttm) {
		ret = VM_FAULT_SIGBUS;
		goto out;
	}

	copy.vm_page_prot = ttm_io_prot(bo->mem.placement, prot);
`,
});
