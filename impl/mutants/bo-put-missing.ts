import { mutant } from './patch/mutant.ts';

export default mutant({
  of: 'v5.5',
  file: 'impl/helpers/rfc.ts',
  killedBy: 'bo-refs-balanced',
  row: 'domain.md §6 M8',
  summary: 'Keeps the reference that it took for waiting.',
  was: `        yield* ttm_bo_wait_unreserved(bo);
        yield ttm_bo_put(bo);`,
  becomes: '        yield* ttm_bo_wait_unreserved(bo);',
});
