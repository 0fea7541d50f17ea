import { mutant } from './patch/mutant.ts';

export default mutant({
  of: 'v5.5',
  file: 'impl/helpers/rfc.ts',
  killedBy: 'deadlock-free',
  row: 'domain.md §6 M15',
  summary:
    'Waits for the reservation under the mmap lock, against a submitter that copies user memory.',
  edits: [
    {
      was: 'import { dma_resv_trylock }',
      becomes: 'import { dma_resv_lock_interruptible }',
    },
    {
      was: 'if (!(yield dma_resv_trylock(bo.base.resv!))) {',
      becomes: 'if (yield dma_resv_lock_interruptible(bo.base.resv!, null)) {',
    },
  ],
});
