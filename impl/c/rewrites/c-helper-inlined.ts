import { rewrite } from '../../mutants/patch/rewrite.ts';

export default rewrite({
  of: 'v5.5',
  file: 'impl/c/subjects/v5.5.c',
  summary: 'Asks for the frame of io memory in the loop instead of in a function.',
  was: `			pfn = ttm_bo_io_mem_pfn(bo, offset);
`,
  becomes: `			pfn = bo->bdev->driver->io_mem_pfn ?
				bo->bdev->driver->io_mem_pfn(bo, offset) :
				((bo->mem.bus.base + bo->mem.bus.offset) >> PAGE_SHIFT) + offset;
`,
});
