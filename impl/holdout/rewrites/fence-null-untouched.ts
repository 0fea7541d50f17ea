import { rewrite } from '../../mutants/patch/rewrite.ts';

/** Both do nothing for NULL: domain.md §2.3. */
export default rewrite({
  of: 'v5.5',
  file: 'impl/helpers/static/fault-notify.ts',
  summary: 'Neither gets nor puts a fence that is not there.',
  edits: [
    {
      was: `    yield dma_fence_get(moving);
`,
      becomes: `    if (moving) yield dma_fence_get(moving);
`,
    },
    {
      was: `    yield dma_fence_put(moving);
`,
      becomes: `    if (moving) yield dma_fence_put(moving);
`,
    },
  ],
});
