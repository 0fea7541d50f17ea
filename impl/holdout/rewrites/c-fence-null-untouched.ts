import { rewrite } from '../../mutants/patch/rewrite.ts';

/** Both do nothing for NULL: domain.md §2.3. */
export default rewrite({
  of: 'v5.5',
  file: 'impl/c/subjects/v5.5.c',
  summary: 'Neither gets nor puts a fence that is not there.',
  edits: [
    {
      was: '	moving = dma_fence_get(bo->moving);',
      becomes: `	moving = bo->moving;
	if (moving)
		dma_fence_get(moving);`,
    },
    {
      was: `	dma_fence_put(moving);
`,
      becomes: `	if (moving)
		dma_fence_put(moving);
`,
    },
  ],
});
