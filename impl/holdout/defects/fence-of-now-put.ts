import { defect } from '../../mutants/patch/defect.ts';

/**
 * A hook that moves the object leaves a new fence, which is freed while `moving` still leads to it.
 */
export default defect({
  of: 'v5.10',
  file: 'impl/helpers/static/fault-notify-v5.8.ts',
  row: 'domain.md §1.5 step 3',
  summary:
    'Puts the fence that the object has after the hook, where another one was got before it.',
  was: `ttm_bo_move_to_lru_tail_unlocked(bo);
    yield dma_fence_put(moving);
`,
  becomes: `ttm_bo_move_to_lru_tail_unlocked(bo);
    yield dma_fence_put(bo.moving);
`,
});
