import { mutant } from '../../mutants/patch/mutant.ts';

export default mutant({
  of: 'v5.5',
  file: 'impl/c/subjects/v5.5.c',
  killedBy: 'lock-order',
  row: 'domain.md §6 M15',
  summary:
    'Waits for the reservation under the mmap lock, against a submitter that copies user memory.',
  was: '\tif (dma_resv_trylock(bo->base.resv))',
  becomes: '\tif (!dma_resv_lock_interruptible(bo->base.resv, NULL))',
});
