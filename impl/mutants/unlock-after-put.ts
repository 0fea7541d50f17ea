import { mutant } from './patch/mutant.ts';

export default mutant({
  of: 'v5.5',
  file: 'impl/helpers/static/fault-idle.ts',
  killedBy: 'bo-ref-held-while-waiting',
  row: 'domain.md §6 M7',
  summary:
    'Drops its own reference first, and gives the reservation of what may be gone back afterwards.',
  was: `        yield dma_resv_unlock(bo.base.resv!);
        yield ttm_bo_put(bo);`,
  becomes: `        yield ttm_bo_put(bo);
        yield dma_resv_unlock(bo.base.resv!);`,
});
