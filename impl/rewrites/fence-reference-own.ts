import { rewrite } from '../mutants/patch/rewrite.ts';

/**
 * What is waited for cannot be freed, and nobody has to queue behind the wait: domain.md §1.2,
 * §2.3.
 */
export default rewrite({
  of: 'v5.5',
  file: 'impl/helpers/static/fault-idle.ts',
  summary:
    'Waits for the fence by a reference of its own, after it has given the reservation ' + 'back.',
  edits: [
    {
      was: 'import { dma_fence_is_signaled, dma_fence_put, dma_fence_wait }',
      becomes: 'import { dma_fence_get, dma_fence_is_signaled, dma_fence_put, dma_fence_wait }',
    },
    {
      was: `        yield dma_fence_wait(bo.moving, true);
        yield dma_resv_unlock(bo.base.resv!);
        yield ttm_bo_put(bo);
`,
      becomes: `        const moving = bo.moving;
        yield dma_fence_get(moving);
        yield dma_resv_unlock(bo.base.resv!);
        yield dma_fence_wait(moving, true);
        yield dma_fence_put(moving);
        yield ttm_bo_put(bo);
`,
    },
  ],
});
