import { mutant } from './patch/mutant.ts';

export default mutant({
  of: 'v5.5',
  file: 'impl/helpers/v5.5.ts',
  killedBy: 'faulting-page-mapped',
  row: 'domain.md §6 M21, §7 P2',
  summary: 'Stops before the last page of the vma, also when it is the one that faulted.',
  was: `      let pfn: number;
`,
  becomes: `      if (page_offset + 1 >= page_last) break;
      let pfn: number;
`,
});
