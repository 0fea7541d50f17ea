import { defect } from '../../mutants/patch/defect.ts';

/** Trying fails for the holder too, so the thread waits for the reservation that it has. */
export default defect({
  of: 'v5.6',
  file: 'impl/helpers/v5.6.ts',
  row: 'domain.md §2.1',
  summary: 'Tries the reservation until that succeeds, also once it has waited for it.',
  was: `    if (!(yield dma_resv_trylock(bo.base.resv!))) {
      if (may_retry(vmf.flags)) {`,
  becomes: `    while (!(yield dma_resv_trylock(bo.base.resv!))) {
      if (may_retry(vmf.flags)) {`,
});
