import { rewrite } from '../../mutants/patch/rewrite.ts';

/** The reservation is still held, and the wait for this very fence has succeeded: §7 F2. */
export default rewrite({
  of: 'v5.7',
  file: 'impl/helpers/static/fault-idle.ts',
  summary: 'Clears the fence once it has waited for it, which spares the next round the work.',
  was: `        yield dma_fence_wait(bo.moving, true);
        yield dma_resv_unlock(bo.base.resv!);
`,
  becomes: `        if ((yield dma_fence_wait(bo.moving, true)) === 0) {
          yield dma_fence_put(bo.moving);
          bo.moving = null;
        }
        yield dma_resv_unlock(bo.base.resv!);
`,
});
