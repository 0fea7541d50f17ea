import { mutant } from '../../mutants/patch/mutant.ts';

/**
 * The index is that of the fake offset, by which the device file is searched: the mapping of the
 * page is not found.
 */
export default mutant({
  of: 'v5.10',
  file: 'impl/c/subjects/v5.10.c',
  killedBy: 'page-index-matches',
  row: 'domain.md §1.5 step 9',
  summary: 'Sets the index of a page to its offset in the object.',
  was: 'page->index = start + offset;',
  becomes: 'page->index = offset;',
});
