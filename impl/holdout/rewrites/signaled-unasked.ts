import { rewrite } from '../../mutants/patch/rewrite.ts';

/** A fence that is signaled already does not make the wait sleep, nor fail: domain.md §2.3. */
export default rewrite({
  of: 'v5.7',
  file: 'impl/helpers/static/fault-idle.ts',
  summary: 'Does not ask whether the fence is signaled where it may wait with the mmap lock.',
  edits: [
    {
      was: `    if (!(yield dma_fence_is_signaled(bo.moving))) {
      if (may_retry(vmf.flags)) {
`,
      becomes: `    if (!may_retry(vmf.flags)) {
      const err = yield dma_fence_wait(bo.moving, true);
      if (err !== 0) return err !== -ERESTARTSYS ? VM_FAULT_SIGBUS : VM_FAULT_NOPAGE;
    } else if (!(yield dma_fence_is_signaled(bo.moving))) {
`,
    },
    {
      was: `        return VM_FAULT_RETRY;
      }

      const err = yield dma_fence_wait(bo.moving, true);
      if (err !== 0) return err !== -ERESTARTSYS ? VM_FAULT_SIGBUS : VM_FAULT_NOPAGE;
    }
`,
      becomes: `        return VM_FAULT_RETRY;
    }
`,
    },
  ],
});
