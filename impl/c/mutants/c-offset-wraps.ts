import { mutant } from '../../mutants/patch/mutant.ts';

export default mutant({
  of: 'v5.10',
  file: 'impl/c/subjects/v5.10.c',
  killedBy: 'offset-inside-object',
  row: 'domain.md §6 M19',
  summary: 'Subtracts before it compares, and an unsigned difference is never negative.',
  was: '\tif (offset >= bo->num_pages)',
  becomes: '\tif (bo->num_pages - 1 - offset < 0)',
});
