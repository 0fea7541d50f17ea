import { mutant } from './patch/mutant.ts';

export default mutant({
  of: 'v5.5',
  file: 'impl/drivers/ttm-default.ts',
  killedBy: 'no-unlock-after-retry',
  row: 'domain.md §6 M10',
  summary: 'Takes no notice of a retry, and gives back what the helper has given back.',
  edits: [
    {
      was: `      const bo = vma.vm_private_data!;
`,
      becomes: `      const bo = vma.vm_private_data!;
      const resv = bo.base.resv!;
`,
    },
    {
      was: `      if (ret === VM_FAULT_RETRY && !(vmf.flags & FAULT_FLAG_RETRY_NOWAIT)) return ret;

      yield dma_resv_unlock(bo.base.resv!);
`,
      becomes: `      yield dma_resv_unlock(resv);
`,
    },
  ],
});
