import { mutant } from './patch/mutant.ts';

export default mutant({
  of: 'v5.5',
  file: 'impl/helpers/static/fault-idle.ts',
  killedBy: 'reservation-matches-return',
  row: 'domain.md §6 M11',
  summary: 'Waits for the move and keeps the reservation, though it returns VM_FAULT_RETRY.',
  was: `        yield dma_resv_unlock(bo.base.resv!);
`,
  becomes: '',
});
