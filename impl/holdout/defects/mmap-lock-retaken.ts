import { defect } from '../../mutants/patch/defect.ts';

/** While the lock was dropped munmap may have freed the vma, which is used all the same. */
export default defect({
  of: 'v5.7',
  file: 'impl/helpers/v5.6.ts',
  row: 'domain.md §7 U1',
  summary: 'Takes the mmap lock again after the wait and goes on with the same fault.',
  edits: [
    {
      was: 'import { up_read } from',
      becomes: 'import { down_read, up_read } from',
    },
    {
      was: `          yield up_read(vmf.vma!.vm_mm!);
          if (!(yield dma_resv_lock_interruptible(bo.base.resv!, null))) {
            yield dma_resv_unlock(bo.base.resv!);
          }
          yield ttm_bo_put(bo);
        }

        return VM_FAULT_RETRY;`,
      becomes: `          const mm = vmf.vma!.vm_mm!;
          yield up_read(mm);
          const err = yield dma_resv_lock_interruptible(bo.base.resv!, null);
          if (err === 0) yield dma_resv_unlock(bo.base.resv!);
          yield down_read(mm);
          const locked = yield dma_resv_trylock(bo.base.resv!);
          yield ttm_bo_put(bo);
          return locked ? 0 : VM_FAULT_NOPAGE;
        }

        return VM_FAULT_RETRY;`,
    },
  ],
});
