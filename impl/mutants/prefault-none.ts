import { mutant } from './patch/mutant.ts';

export default mutant({
  of: 'v5.6',
  file: 'impl/helpers/v5.6.ts',
  killedBy: 'always-resolves',
  row: 'domain.md §6 M6, B6',
  summary: 'Asks for no page at all, so the access faults for ever.',
  was: 'prot, TTM_BO_VM_NUM_PREFAULT, 1)',
  becomes: 'prot, 0, 1)',
});
