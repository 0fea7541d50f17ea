import { mutant } from './patch/mutant.ts';

export default mutant({
  of: 'v5.5',
  file: 'impl/helpers/v5.5.ts',
  killedBy: 'offset-inside-object',
  row: 'domain.md §6 M20',
  summary: 'Takes the page behind the last one for a page of the object.',
  was: 'if (page_offset >= bo.num_pages) {',
  becomes: 'if (page_offset > bo.num_pages) {',
});
