import { mutant } from '../../mutants/patch/mutant.ts';

export default mutant({
  of: 'v5.5',
  file: 'impl/c/subjects/v5.5.c',
  killedBy: 'right-page-mapped',
  row: 'domain.md §7 P1',
  summary: 'Shifts by the offset too: `+` binds closer than `>>`.',
  was: '\treturn ((bo->mem.bus.base + bo->mem.bus.offset) >> PAGE_SHIFT) + page_offset;',
  becomes: '\treturn bo->mem.bus.base + bo->mem.bus.offset >> PAGE_SHIFT + page_offset;',
});
