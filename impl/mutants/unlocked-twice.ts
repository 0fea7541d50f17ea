import { mutant } from './patch/mutant.ts';

export default mutant({
  of: 'v5.5',
  file: 'impl/drivers/ttm-default.ts',
  killedBy: 'reservation-released-once',
  row: 'domain.md §7 L1',
  summary: 'Gives the reservation back on an error, and then as always.',
  edits: [
    {
      was: 'import { FAULT_FLAG_RETRY_NOWAIT, VM_FAULT_RETRY }',
      becomes: 'import { FAULT_FLAG_RETRY_NOWAIT, VM_FAULT_ERROR, VM_FAULT_RETRY }',
    },
    {
      was: `      yield dma_resv_unlock(bo.base.resv!);
`,
      becomes: `      if (ret & VM_FAULT_ERROR) yield dma_resv_unlock(bo.base.resv!);
      yield dma_resv_unlock(bo.base.resv!);
`,
    },
  ],
});
