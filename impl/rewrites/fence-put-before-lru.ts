import { rewrite } from '../mutants/patch/rewrite.ts';

export default rewrite({
  of: 'v5.7',
  file: 'impl/helpers/static/fault-notify.ts',
  summary: 'Gives the fence back before it touches the LRU list, which needs it no longer.',
  edits: [
    {
      was: '    if (bo.moving !== moving) {',
      becomes: `    const moved = bo.moving !== moving;
    yield dma_fence_put(moving);
    if (moved) {`,
    },
    {
      was: `      yield spin_unlock(bdev.glob!.lru_lock);
    }
    yield dma_fence_put(moving);`,
      becomes: `      yield spin_unlock(bdev.glob!.lru_lock);
    }`,
    },
  ],
});
