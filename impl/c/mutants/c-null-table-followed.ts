import { mutant } from '../../mutants/patch/mutant.ts';

export default mutant({
  of: 'v5.10',
  file: 'impl/c/subjects/v5.10.c',
  killedBy: 'no-crash',
  row: 'domain.md §7 R3',
  summary: 'Follows the translation table of an object that has none.',
  was: '\tif (bo->ttm && bo->ttm->page_flags',
  becomes: '\tif (bo->ttm->page_flags',
});
