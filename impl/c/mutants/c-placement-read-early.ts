import { mutant } from '../../mutants/patch/mutant.ts';

export default mutant({
  of: 'v5.10',
  file: 'impl/c/subjects/v5.10.c',
  killedBy: 'object-state-under-reservation',
  row: 'domain.md §7 R1',
  summary: 'Asks where the object is before it has the reservation.',
  was: '\tif (dma_resv_trylock(bo->base.resv))',
  becomes: '\tif (!bo->mem.mem_type && dma_resv_trylock(bo->base.resv))',
});
