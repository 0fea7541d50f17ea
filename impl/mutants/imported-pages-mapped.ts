import { mutant } from './patch/mutant.ts';

export default mutant({
  of: 'v5.5',
  file: 'impl/helpers/v5.5.ts',
  killedBy: 'imported-pages-refused',
  row: 'domain.md §1.5 step 2',
  summary: 'Maps the pages of an imported object.',
  was: `  if (bo.ttm && bo.ttm.page_flags & TTM_PAGE_FLAG_SG) return VM_FAULT_SIGBUS;
`,
  becomes: '',
});
