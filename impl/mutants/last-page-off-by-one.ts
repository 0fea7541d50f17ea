import { mutant } from './patch/mutant.ts';

export default mutant({
  of: 'v5.5',
  file: 'impl/helpers/v5.5.ts',
  killedBy: 'prefault-bounded',
  row: 'domain.md §6 M21',
  summary: 'Maps one page beyond the end of the vma.',
  was: 'if (page_offset >= page_last) break;',
  becomes: 'if (page_offset > page_last) break;',
});
