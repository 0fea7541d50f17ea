import { rewrite } from '../../mutants/patch/rewrite.ts';

/** Both happen under the reservation, to which the pointer belongs. */
export default rewrite({
  of: 'v5.10',
  file: 'impl/c/subjects/v5.10.c',
  summary: 'Clears the pointer to the fence before it puts the fence.',
  edits: [
    {
      was: `	dma_fence_put(bo->moving);
	bo->moving = NULL;
	return 0;`,
      becomes: `	moving = bo->moving;
	bo->moving = NULL;
	dma_fence_put(moving);
	return 0;`,
    },
    {
      was: `struct vm_fault *vmf)
{
	if (!bo->moving)`,
      becomes: `struct vm_fault *vmf)
{
	struct dma_fence *moving;

	if (!bo->moving)`,
    },
  ],
});
