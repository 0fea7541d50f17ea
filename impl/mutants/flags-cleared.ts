import { mutant } from './patch/mutant.ts';

export default mutant({
  of: 'v5.5',
  file: 'impl/drivers/ttm-default.ts',
  killedBy: 'flags-unchanged',
  row: 'domain.md §5.1, §7 V5',
  summary: 'Forbids a retry to the helper and forgets to give the flag back.',
  edits: [
    {
      was: 'import { FAULT_FLAG_RETRY_NOWAIT, VM_FAULT_RETRY }',
      becomes: 'import { FAULT_FLAG_ALLOW_RETRY, FAULT_FLAG_RETRY_NOWAIT, VM_FAULT_RETRY }',
    },
    {
      was: '      let ret = yield* ttm_bo_vm_reserve',
      becomes: `      vmf.flags &= ~FAULT_FLAG_ALLOW_RETRY;
      let ret = yield* ttm_bo_vm_reserve`,
    },
  ],
});
