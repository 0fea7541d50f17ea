import { defect } from '../../mutants/patch/defect.ts';

/**
 * The second put takes a reference that belongs to somebody else, the GPU for one: the fence is
 * freed while it is in use.
 */
export default defect({
  of: 'v5.10',
  file: 'impl/helpers/static/fault-notify-v5.8.ts',
  row: 'domain.md §7 F1',
  summary: 'Puts the saved fence a second time when the hook has moved the object.',
  was: `    if (bo.moving !== moving) yield* ttm_bo_move_to_lru_tail_unlocked(bo);
`,
  becomes: `    if (bo.moving !== moving) {
      yield* ttm_bo_move_to_lru_tail_unlocked(bo);
      yield dma_fence_put(moving);
    }
`,
});
