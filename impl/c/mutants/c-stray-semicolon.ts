import { mutant } from '../../mutants/patch/mutant.ts';

export default mutant({
  of: 'v5.10',
  file: 'impl/c/subjects/v5.10.c',
  killedBy: 'no-unlock-after-retry',
  row: 'domain.md §7 L1, L8',
  summary:
    'Ends an if with a semicolon: what was to be unlocked only if it was locked is unlocked always.',
  was: `			if (!dma_resv_lock_interruptible(bo->base.resv, NULL))
`,
  becomes: `			if (!dma_resv_lock_interruptible(bo->base.resv, NULL));
`,
});
