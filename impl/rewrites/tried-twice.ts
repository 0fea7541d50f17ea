import { rewrite } from '../mutants/patch/rewrite.ts';

/** Trying never sleeps and changes nothing when it fails: domain.md §2.1. */
export default rewrite({
  of: 'rfc',
  file: 'impl/helpers/rfc.ts',
  summary: 'Tries the reservation a second time before it gives up the mmap lock.',
  edits: [
    {
      was: '  if (!(yield dma_resv_trylock(bo.base.resv!))) {',
      becomes: `  let locked = yield dma_resv_trylock(bo.base.resv!);
  if (!locked) locked = yield dma_resv_trylock(bo.base.resv!);
  if (!locked) {`,
    },
  ],
});
