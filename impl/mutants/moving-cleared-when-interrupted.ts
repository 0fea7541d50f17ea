import { mutant } from './patch/mutant.ts';

export default mutant({
  of: 'v5.5',
  file: 'impl/helpers/static/fault-idle.ts',
  killedBy: 'moving-cleared-when-idle',
  row: 'domain.md §7 F2',
  summary: 'Forgets a move that it did not wait for to the end.',
  was: '      if (err !== 0) return err !== -ERESTARTSYS ? VM_FAULT_SIGBUS : VM_FAULT_NOPAGE;',
  becomes: `      if (err !== 0) {
        yield dma_fence_put(bo.moving);
        bo.moving = null;
        return err !== -ERESTARTSYS ? VM_FAULT_SIGBUS : VM_FAULT_NOPAGE;
      }`,
});
