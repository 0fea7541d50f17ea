import { mutant } from '../../mutants/patch/mutant.ts';

export default mutant({
  of: 'v5.10',
  file: 'impl/c/subjects/v5.10.c',
  killedBy: 'waits-are-interruptible',
  row: 'domain.md §7 G5',
  summary: 'Waits for the move without regard to signals where no retry is allowed.',
  was: 'err = dma_fence_wait(bo->moving, true)',
  becomes: 'err = dma_fence_wait(bo->moving, false)',
});
