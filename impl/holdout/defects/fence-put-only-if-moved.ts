import { defect } from '../../mutants/patch/defect.ts';

/** An object that stays where it is, with a fence, leaks a reference in every fault. */
export default defect({
  of: 'v5.5',
  file: 'impl/helpers/static/fault-notify.ts',
  row: 'domain.md §7 F1',
  summary: 'Puts the saved fence only when the hook has moved the object.',
  was: `      yield spin_unlock(bdev.glob!.lru_lock);
    }
    yield dma_fence_put(moving);
`,
  becomes: `      yield spin_unlock(bdev.glob!.lru_lock);
      yield dma_fence_put(moving);
    }
`,
});
