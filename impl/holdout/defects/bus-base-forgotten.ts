import { defect } from '../../mutants/patch/defect.ts';

/** Up to v5.9 the offset does not contain the base, so the entries lead to other memory. */
export default defect({
  of: 'v5.5',
  file: 'impl/helpers/static/io-mem-pfn.ts',
  row: 'domain.md §1.3',
  summary: 'Counts frames from the offset on the bus without its base, as from v5.10 on.',
  was: 'return ((bo.mem.bus.base + bo.mem.bus.offset) >>> PAGE_SHIFT)',
  becomes: 'return (bo.mem.bus.offset >>> PAGE_SHIFT)',
});
