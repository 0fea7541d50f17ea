import { mutant } from './patch/mutant.ts';

export default mutant({
  of: 'v5.5',
  file: 'impl/drivers/ttm-default.ts',
  killedBy: 'object-state-under-reservation',
  row: 'domain.md §6 B8, §7 R1',
  summary: 'Asks for the translation table before it has the reservation.',
  edits: [
    {
      was: 'import { TTM_BO_VM_NUM_PREFAULT }',
      becomes: 'import { TTM_BO_VM_NUM_PREFAULT, TTM_PAGE_FLAG_SG }',
    },
    {
      was: 'import { FAULT_FLAG_RETRY_NOWAIT, VM_FAULT_RETRY }',
      becomes: 'import { FAULT_FLAG_RETRY_NOWAIT, VM_FAULT_RETRY, VM_FAULT_SIGBUS }',
    },
    {
      was: '      let ret = yield* ttm_bo_vm_reserve',
      becomes: `      if (bo.ttm && bo.ttm.page_flags & TTM_PAGE_FLAG_SG) return VM_FAULT_SIGBUS;

      let ret = yield* ttm_bo_vm_reserve`,
    },
  ],
});
