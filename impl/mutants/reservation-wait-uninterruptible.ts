import { mutant } from './patch/mutant.ts';

export default mutant({
  of: 'v5.6',
  file: 'impl/helpers/v5.6.ts',
  killedBy: 'waits-are-interruptible',
  row: 'domain.md §1.4, §7 G5',
  summary: 'Waits for the reservation without regard to signals.',
  edits: [
    {
      was: `import {
  dma_resv_lock_interruptible,`,
      becomes: `import {
  dma_resv_lock,
  dma_resv_lock_interruptible,`,
    },
    {
      was: 'if (yield dma_resv_lock_interruptible(bo.base.resv!, null)) return VM_FAULT_NOPAGE;',
      becomes: 'if (yield dma_resv_lock(bo.base.resv!, null)) return VM_FAULT_NOPAGE;',
    },
  ],
});
