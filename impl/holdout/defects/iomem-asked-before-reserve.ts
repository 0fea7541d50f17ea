import { defect } from '../../mutants/patch/defect.ts';

/**
 * Only the reservation fills in where the object is seen: until then an object in VRAM looks as
 * if it had system pages.
 */
export default defect({
  of: 'v5.10',
  file: 'impl/helpers/v5.10.ts',
  row: 'domain.md §7 R2',
  summary: 'Asks whether the object is io memory before io memory is reserved.',
  edits: [
    {
      was: `  const err = yield ttm_mem_io_reserve(bdev, bo.mem);
`,
      becomes: `  const is_iomem = bo.mem.bus.is_iomem;
  const err = yield ttm_mem_io_reserve(bdev, bo.mem);
`,
    },
    {
      was: `  if (!bo.mem.bus.is_iomem) {
`,
      becomes: `  if (!is_iomem) {
`,
    },
    {
      was: `    if (bo.mem.bus.is_iomem) {
      pfn`,
      becomes: `    if (is_iomem) {
      pfn`,
    },
  ],
});
