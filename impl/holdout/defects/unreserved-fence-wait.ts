import { defect } from '../../mutants/patch/defect.ts';

/**
 * Without the reservation another thread may clear the fence and free it while it is waited for.
 */
export default defect({
  of: 'v5.5',
  file: 'impl/helpers/static/fault-idle.ts',
  row: 'domain.md §2.3',
  summary:
    'Gives the reservation back before it waits for the fence, of which it has no ' + 'reference.',
  was: `        yield dma_fence_wait(bo.moving, true);
        yield dma_resv_unlock(bo.base.resv!);
        yield ttm_bo_put(bo);
`,
  becomes: `        const moving = bo.moving;
        yield dma_resv_unlock(bo.base.resv!);
        yield dma_fence_wait(moving, true);
        yield ttm_bo_put(bo);
`,
});
