import { mutant } from '../../mutants/patch/mutant.ts';

export default mutant({
  of: 'v5.10',
  file: 'impl/c/subjects/v5.10.c',
  killedBy: 'offset-inside-object',
  row: 'domain.md §6 M20',
  summary: 'Compares offsets with `>`: the page behind the last one passes.',
  was: '\tif (offset >= bo->num_pages)',
  becomes: '\tif (offset > bo->num_pages)',
});
