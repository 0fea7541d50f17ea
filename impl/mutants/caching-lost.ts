import { mutant } from './patch/mutant.ts';

export default mutant({
  of: 'v5.5',
  file: 'impl/helpers/v5.5.ts',
  killedBy: 'right-protection',
  row: 'domain.md §7 P6',
  summary: 'Maps everything as cached, whatever its placement wants.',
  was: 'ttm_io_prot(bo.mem.placement, prot)',
  becomes: 'prot',
});
