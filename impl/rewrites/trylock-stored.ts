import { rewrite } from '../mutants/patch/rewrite.ts';

export default rewrite({
  of: 'v5.5',
  file: 'impl/helpers/rfc.ts',
  summary: 'Keeps the answer of the trylock in a variable first.',
  was: '  if (!(yield dma_resv_trylock(bo.base.resv!))) {',
  becomes: `  const { resv } = bo.base;
  const locked = (yield dma_resv_trylock(resv!)) !== 0;
  if (!locked) {`,
});
