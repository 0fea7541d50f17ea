import { mutant } from './patch/mutant.ts';

export default mutant({
  of: 'v5.5',
  file: 'impl/drivers/ttm-default.ts',
  killedBy: 'faulting-page-mapped',
  row: 'domain.md §6 M6, B6',
  summary: 'Asks for no page at all.',
  was: 'prot, TTM_BO_VM_NUM_PREFAULT)',
  becomes: 'prot, 0)',
});
