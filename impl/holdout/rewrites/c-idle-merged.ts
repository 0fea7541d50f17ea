import { rewrite } from '../../mutants/patch/rewrite.ts';

/** Without a fence nothing is done, as before; a signaled one is put and cleared. */
export default rewrite({
  of: 'v5.11',
  file: 'impl/c/subjects/v5.11.c',
  summary: 'Waits for a move in one branch and clears the fence in one place.',
  edits: [
    {
      was: `	if (!bo->moving)
		return 0;

	if (!dma_fence_is_signaled(bo->moving)) {`,
      becomes: '	if (bo->moving && !dma_fence_is_signaled(bo->moving)) {',
    },
    {
      was: `	dma_fence_put(bo->moving);
	bo->moving = NULL;
	return 0;`,
      becomes: `	if (bo->moving) {
		dma_fence_put(bo->moving);
		bo->moving = NULL;
	}
	return 0;`,
    },
  ],
});
