import { rewrite } from '../../mutants/patch/rewrite.ts';

/** The same error gives the same result, and the fence is put once on each path. */
export default rewrite({
  of: 'v5.10',
  file: 'impl/helpers/static/fault-notify-v5.8.ts',
  summary: 'Maps the errors of the hook after one put for all of them.',
  was: `    switch (yield fault_reserve_notify(bo)) {
      case 0:
        break;
      case -EBUSY:
      case -ERESTARTSYS:
        yield dma_fence_put(moving);
        return VM_FAULT_NOPAGE;
      default:
        yield dma_fence_put(moving);
        return VM_FAULT_SIGBUS;
    }

    if (bo.moving !== moving) yield* ttm_bo_move_to_lru_tail_unlocked(bo);
    yield dma_fence_put(moving);
`,
  becomes: `    const err = yield fault_reserve_notify(bo);
    if (err === 0 && bo.moving !== moving) yield* ttm_bo_move_to_lru_tail_unlocked(bo);
    yield dma_fence_put(moving);
    if (err === -EBUSY || err === -ERESTARTSYS) return VM_FAULT_NOPAGE;
    if (err !== 0) return VM_FAULT_SIGBUS;
`,
});
