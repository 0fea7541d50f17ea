import { rewrite } from '../mutants/patch/rewrite.ts';

export default rewrite({
  of: 'v5.10',
  file: 'impl/helpers/static/fault-idle.ts',
  summary: 'Deals with a finished move first, and with one under way after it.',
  was: '    if (!(yield dma_fence_is_signaled(bo.moving))) {',
  becomes: `    const signaled = yield dma_fence_is_signaled(bo.moving);
    if (signaled !== 0) {
      yield dma_fence_put(bo.moving);
      bo.moving = null;
      return 0;
    } else {`,
});
