import { defect } from '../../mutants/patch/defect.ts';

/**
 * Whoever has the reservation by then may have put another fence there, which is lost, and its
 * reference with it.
 */
export default defect({
  of: 'v5.5',
  file: 'impl/helpers/static/fault-idle.ts',
  row: 'domain.md §7 F2',
  summary: 'Clears the fence it has waited for after it has given the reservation back.',
  was: `        yield dma_resv_unlock(bo.base.resv!);
        yield ttm_bo_put(bo);
`,
  becomes: `        yield dma_resv_unlock(bo.base.resv!);
        yield dma_fence_put(bo.moving);
        bo.moving = null;
        yield ttm_bo_put(bo);
`,
});
