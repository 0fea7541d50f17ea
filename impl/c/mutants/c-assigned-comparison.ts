import { mutant } from '../../mutants/patch/mutant.ts';

export default mutant({
  of: 'v5.5',
  file: 'impl/c/subjects/v5.5.c',
  killedBy: 'signal-is-no-error',
  row: 'domain.md §7 V3',
  summary: 'Lacks parentheses: the result of the comparison is kept, not that of the wait.',
  was: `		err = dma_fence_wait(bo->moving, true);
		if (err)
`,
  becomes: `		if ((err = dma_fence_wait(bo->moving, true) < 0))
`,
});
