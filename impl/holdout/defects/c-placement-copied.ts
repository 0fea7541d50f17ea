import { defect } from '../../mutants/patch/defect.ts';

/**
 * The object itself never learns where it is seen, and its frames are counted from the start of all
 * memory: user space gets the pages of others.
 */
export default defect({
  of: 'v5.11',
  file: 'impl/c/subjects/v5.11.c',
  row: 'domain.md §7 P1',
  summary: 'Works on a copy of the placement, for which it also reserves io memory.',
  edits: [
    {
      was: `	unsigned long start, offset, last;
`,
      becomes: `	unsigned long start, offset, last;
	struct ttm_resource mem;
`,
    },
    {
      was: `	if (ttm_mem_io_reserve(bo->bdev, &bo->mem))
`,
      becomes: `	mem = bo->mem;
	if (ttm_mem_io_reserve(bo->bdev, &mem))
`,
    },
    {
      was: `	prot = ttm_io_prot(bo->mem.placement, prot);
	if (bo->mem.bus.is_iomem) {
`,
      becomes: `	prot = ttm_io_prot(mem.placement, prot);
	if (mem.bus.is_iomem) {
`,
    },
    {
      was: `		unsigned long pfn;

		if (bo->mem.bus.is_iomem) {
`,
      becomes: `		unsigned long pfn;

		if (mem.bus.is_iomem) {
`,
    },
  ],
});
