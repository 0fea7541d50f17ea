import { rewrite } from '../mutants/patch/rewrite.ts';

export default rewrite({
  of: 'v5.5',
  file: 'impl/drivers/ttm-default.ts',
  summary: 'Unlocks unless it has to retry, in place of an early return.',
  was: `      if (ret === VM_FAULT_RETRY && !(vmf.flags & FAULT_FLAG_RETRY_NOWAIT)) return ret;

      yield dma_resv_unlock(bo.base.resv!);
`,
  becomes: `      const dropped = ret === VM_FAULT_RETRY && (vmf.flags & FAULT_FLAG_RETRY_NOWAIT) === 0;
      if (!dropped) yield dma_resv_unlock(bo.base.resv!);
`,
});
