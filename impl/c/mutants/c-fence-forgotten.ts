import { mutant } from '../../mutants/patch/mutant.ts';

export default mutant({
  of: 'v5.10',
  file: 'impl/c/subjects/v5.10.c',
  killedBy: 'fence-refs-balanced',
  row: 'domain.md §6 M16',
  summary: 'Clears the move that is over without giving its fence back.',
  was: `	dma_fence_put(bo->moving);
`,
  becomes: '',
});
