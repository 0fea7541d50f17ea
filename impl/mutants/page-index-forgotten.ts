import { mutant } from './patch/mutant.ts';

export default mutant({
  of: 'v5.5',
  file: 'impl/helpers/v5.5.ts',
  killedBy: 'page-index-matches',
  row: 'domain.md §1.5 step 9',
  summary: 'Inserts pages without the index by which they are found again.',
  was: `        page.index = bo.base.vma_node.start + page_offset;
`,
  becomes: '',
});
