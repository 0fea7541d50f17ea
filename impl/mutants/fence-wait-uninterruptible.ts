import { mutant } from './patch/mutant.ts';

export default mutant({
  of: 'v5.5',
  file: 'impl/helpers/static/fault-idle.ts',
  killedBy: 'waits-are-interruptible',
  row: 'domain.md §1.2, §7 G5',
  summary: 'Waits for the move without regard to signals.',
  was: 'const err = yield dma_fence_wait(bo.moving, true);',
  becomes: 'const err = yield dma_fence_wait(bo.moving, false);',
});
