import { rewrite } from '../mutants/patch/rewrite.ts';

export default rewrite({
  of: 'v5.7',
  file: 'impl/helpers/v5.6.ts',
  summary: 'Asks whether waiting is wanted before it asks whether it is allowed.',
  was: `      if (may_retry(vmf.flags)) {
        if (!(vmf.flags & FAULT_FLAG_RETRY_NOWAIT)) {`,
  becomes: `      const nowait = (vmf.flags & FAULT_FLAG_RETRY_NOWAIT) !== 0;
      if (may_retry(vmf.flags)) {
        if (!nowait) {`,
});
