import { defect } from '../../mutants/patch/defect.ts';

/**
 * VRAM may be in pieces, where the next page is not the next frame: entries lead to memory of
 * others.
 */
export default defect({
  of: 'v5.10',
  file: 'impl/c/subjects/v5.10.c',
  row: 'domain.md §1.3',
  summary: 'Asks for the first frame only and counts on from it.',
  edits: [
    {
      was: '	/* Map the page that faulted and',
      becomes: `	first = bo->mem.bus.is_iomem ? ttm_bo_io_mem_pfn(bo, offset) : 0;

	/* Map the page that faulted and`,
    },
    {
      was: '			pfn = ttm_bo_io_mem_pfn(bo, offset);',
      becomes: '			pfn = first + i;',
    },
    {
      was: 'unsigned long start, offset, last;',
      becomes: 'unsigned long start, offset, last, first;',
    },
  ],
});
