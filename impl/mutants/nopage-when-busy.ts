import { mutant } from './patch/mutant.ts';

export default mutant({
  of: 'v5.6',
  file: 'impl/helpers/v5.6.ts',
  killedBy: 'always-resolves',
  row: 'domain.md §6 B11',
  summary: 'Answers a busy reservation at once where no retry is allowed, so the access spins.',
  was: '      if (yield dma_resv_lock_interruptible(bo.base.resv!, null)) return VM_FAULT_NOPAGE;',
  becomes: '      return VM_FAULT_NOPAGE;',
});
