import { rewrite } from '../mutants/patch/rewrite.ts';

export default rewrite({
  of: 'v5.5',
  file: 'impl/helpers/v5.5.ts',
  summary: 'Works the pfn of io memory out where it is used.',
  edits: [
    {
      was: "import { ttm_bo_io_mem_pfn } from './static/io-mem-pfn.ts';",
      becomes: "import { io_mem_pfn } from '../kernel/pfn.ts';",
    },
    {
      was: '        pfn = ttm_bo_io_mem_pfn(bo, page_offset);',
      becomes: `        pfn = bo.bdev!.driver!.io_mem_pfn
          ? io_mem_pfn(bo, page_offset)
          : ((bo.mem.bus.base + bo.mem.bus.offset) >>> PAGE_SHIFT) + page_offset;`,
    },
  ],
});
