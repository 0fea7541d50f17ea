import { rewrite } from '../mutants/patch/rewrite.ts';

/** What a wait has succeeded for is signaled and stays so: domain.md §7 F4. */
export default rewrite({
  of: 'v5.10',
  file: 'impl/helpers/static/fault-idle.ts',
  summary: 'Asks after a successful wait whether the fence is signaled, as an assertion would.',
  was: `      if (err !== 0) return err !== -ERESTARTSYS ? VM_FAULT_SIGBUS : VM_FAULT_NOPAGE;
`,
  becomes: `      if (err !== 0) return err !== -ERESTARTSYS ? VM_FAULT_SIGBUS : VM_FAULT_NOPAGE;
      if (!(yield dma_fence_is_signaled(bo.moving))) return VM_FAULT_NOPAGE;
`,
});
