import { mutant } from './patch/mutant.ts';

export default mutant({
  of: 'v5.5',
  file: 'impl/helpers/static/fault-notify.ts',
  killedBy: 'no-sleep-under-spinlock',
  row: 'domain.md §7 L7',
  summary: 'Waits for a move with the LRU spinlock held.',
  edits: [
    {
      was: 'import { dma_fence_get, dma_fence_put }',
      becomes: 'import { dma_fence_get, dma_fence_put, dma_fence_wait }',
    },
    {
      was: '      yield ttm_bo_move_to_lru_tail(bo);',
      becomes: `      if (bo.moving) yield dma_fence_wait(bo.moving, true);
      yield ttm_bo_move_to_lru_tail(bo);`,
    },
  ],
});
