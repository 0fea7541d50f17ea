import { mutant } from './patch/mutant.ts';

export default mutant({
  of: 'v5.10',
  file: 'impl/helpers/static/fault-idle.ts',
  killedBy: 'fence-refs-balanced',
  row: 'domain.md §6 M16',
  summary: 'Forgets the fence of a finished move without giving its reference back.',
  was: `    yield dma_fence_put(bo.moving);
`,
  becomes: '',
});
