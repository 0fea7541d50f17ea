import { defect } from '../../mutants/patch/defect.ts';

/**
 * The handler asks whether the result equals RETRY: it does not, so a reservation is unlocked
 * that was given back already.
 */
export default defect({
  of: 'v5.7',
  file: 'impl/helpers/static/fault-idle.ts',
  row: 'domain.md §7 V1',
  summary: 'Sets NOPAGE beside RETRY after it has waited without the mmap lock.',
  was: `        yield ttm_bo_put(bo);
        return VM_FAULT_RETRY;`,
  becomes: `        yield ttm_bo_put(bo);
        return VM_FAULT_RETRY | VM_FAULT_NOPAGE;`,
});
