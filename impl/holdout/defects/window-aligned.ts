import { defect } from '../../mutants/patch/defect.ts';

/**
 * The page that faulted is not the first any more: when its insertion fails the fault comes back,
 * and an error of a page that nobody touched is returned.
 */
export default defect({
  of: 'v5.7',
  file: 'impl/helpers/v5.6.ts',
  row: 'domain.md §7 P4',
  summary: 'Begins to map at the start of the window of pages in which the fault lies.',
  was: `  prot = ttm_io_prot(bo.mem.placement, prot);
`,
  becomes: `  const into = page_offset % Math.max(num_prefault, 1);
  const back = Math.min(into, (address - vma.vm_start) >>> PAGE_SHIFT);
  address -= back * PAGE_SIZE;
  page_offset -= back;

  prot = ttm_io_prot(bo.mem.placement, prot);
`,
});
