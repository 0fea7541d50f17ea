import { mutant } from '../../mutants/patch/mutant.ts';

export default mutant({
  of: 'v5.5',
  file: 'impl/c/subjects/v5.5.c',
  killedBy: 'imported-pages-refused',
  row: 'domain.md §1.5',
  summary: 'Compares the flag with 1, which it never is, so imported pages are mapped.',
  was: 'bo->ttm->page_flags & TTM_PAGE_FLAG_SG)',
  becomes: '(bo->ttm->page_flags & TTM_PAGE_FLAG_SG) == 1)',
});
