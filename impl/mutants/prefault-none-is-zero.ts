import { mutant } from './patch/mutant.ts';

export default mutant({
  of: 'v5.10',
  file: 'impl/helpers/v5.6.ts',
  killedBy: 'documented-return',
  row: 'domain.md §6 B5, §7 P5',
  summary: 'Asks for no page at all, which from v5.10 on makes the handler return 0.',
  was: 'prot, TTM_BO_VM_NUM_PREFAULT, 1)',
  becomes: 'prot, 0, 1)',
});
