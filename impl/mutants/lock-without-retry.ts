import { mutant } from './patch/mutant.ts';

export default mutant({
  of: 'v5.5',
  file: 'impl/helpers/rfc.ts',
  killedBy: 'lock-order',
  row: 'domain.md §6 M15',
  summary: 'Waits for the reservation under the mmap lock, where no retry is allowed.',
  edits: [
    {
      was: 'import { dma_resv_trylock }',
      becomes: 'import { dma_resv_lock_interruptible, dma_resv_trylock }',
    },
    {
      was: `    return VM_FAULT_NOPAGE;
  }

  return 0;`,
      becomes: `    if (yield dma_resv_lock_interruptible(bo.base.resv!, null)) return VM_FAULT_NOPAGE;
  }

  return 0;`,
    },
  ],
});
