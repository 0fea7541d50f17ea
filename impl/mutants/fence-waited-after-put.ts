import { mutant } from './patch/mutant.ts';

export default mutant({
  of: 'v5.10',
  file: 'impl/helpers/static/fault-idle.ts',
  killedBy: 'no-use-after-free',
  row: 'domain.md §6 M17',
  summary: 'Gives the fence back before it waits for it.',
  was: `      const err = yield dma_fence_wait(bo.moving, true);
      if (err !== 0) return err !== -ERESTARTSYS ? VM_FAULT_SIGBUS : VM_FAULT_NOPAGE;`,
  becomes: `      const { moving } = bo;
      yield dma_fence_put(moving);
      bo.moving = null;
      const err = yield dma_fence_wait(moving, true);
      if (err !== 0) return err !== -ERESTARTSYS ? VM_FAULT_SIGBUS : VM_FAULT_NOPAGE;
      return 0;`,
});
