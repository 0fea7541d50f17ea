import { mutant } from './patch/mutant.ts';

export default mutant({
  of: 'v5.10',
  file: 'impl/helpers/static/fault-notify-v5.8.ts',
  killedBy: 'fence-refs-balanced',
  row: 'domain.md §6 M2',
  summary: "Keeps the reference to the fence that it took before the driver's hook.",
  was: `ttm_bo_move_to_lru_tail_unlocked(bo);
    yield dma_fence_put(moving);`,
  becomes: 'ttm_bo_move_to_lru_tail_unlocked(bo);',
});
