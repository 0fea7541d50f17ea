import { mutant } from './patch/mutant.ts';

export default mutant({
  of: 'v5.5',
  file: 'impl/helpers/static/fault-idle.ts',
  killedBy: 'nowait-never-sleeps',
  row: 'domain.md §7 V4',
  summary: 'Waits for the move although its caller does not want to wait.',
  was: '        if (vmf.flags & FAULT_FLAG_RETRY_NOWAIT) return VM_FAULT_RETRY;',
  becomes: `        if (vmf.flags & FAULT_FLAG_RETRY_NOWAIT) {
          yield dma_fence_wait(bo.moving, true);
          return VM_FAULT_RETRY;
        }`,
});
