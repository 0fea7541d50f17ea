import { mutant } from '../../mutants/patch/mutant.ts';

export default mutant({
  of: 'v5.10',
  file: 'impl/c/subjects/v5.10.c',
  killedBy: 'right-page-mapped',
  row: 'domain.md §7 P1',
  summary: 'Takes the address of the struct page for the number of its frame.',
  was: '\t\t\tpfn = page_to_pfn(page);',
  becomes: '\t\t\tpfn = (unsigned long)page;',
});
