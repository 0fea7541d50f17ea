/** Defects to be put into the kernel's own file, of 6.1 and of 6.12: what is replaced by what. */

/** A defect, a world in which it shows, and the law that it breaks. */
export interface Seed {
  readonly name: string;
  readonly was: string;
  readonly is: string;
  readonly world: string;
  readonly invariant: string;
}

const UNLOCK_AND_PUT =
  'dma_resv_unlock(bo->base.resv);\n\t\tttm_bo_put(bo);\n\t\treturn VM_FAULT_RETRY;';
const HANDLER_END =
  '\tdma_resv_unlock(bo->base.resv);\n\n\treturn ret;\n}\nEXPORT_SYMBOL(ttm_bo_vm_fault);';

/** Each is one slip of somebody's hand. */
export const SEEDS: readonly Seed[] = [
  {
    name: 'the reservation is given back twice',
    was: HANDLER_END,
    is: `\tdma_resv_unlock(bo->base.resv);\n${HANDLER_END}`,
    ...{ world: 'one-fault', invariant: 'reservation-released-once' },
  },
  {
    name: 'the reservation is kept',
    was: HANDLER_END,
    is: HANDLER_END.replace('\tdma_resv_unlock(bo->base.resv);\n', ''),
    ...{ world: 'one-fault', invariant: 'reservation-released-once' },
  },
  {
    name: 'no reference while the reservation is waited for',
    was: 'ttm_bo_get(bo);\n\t\t\t\tmmap_read_unlock(vmf->vma->vm_mm);\n\t\t\t\tif (!dma_resv_lock_interruptible(bo->base.resv,\n\t\t\t\t\t\t\t\t NULL))\n\t\t\t\t\tdma_resv_unlock(bo->base.resv);\n\t\t\t\tttm_bo_put(bo);',
    is: 'mmap_read_unlock(vmf->vma->vm_mm);\n\t\t\t\tif (!dma_resv_lock_interruptible(bo->base.resv,\n\t\t\t\t\t\t\t\t NULL))\n\t\t\t\t\tdma_resv_unlock(bo->base.resv);',
    ...{ world: 'two-faults', invariant: 'bo-ref-held-while-waiting' },
  },
  {
    name: 'RETRY without dropping the mmap lock',
    was: 'mmap_read_unlock(vmf->vma->vm_mm);\n\t\t(void)dma_resv_wait_timeout',
    is: '(void)dma_resv_wait_timeout',
    ...{ world: 'pending-move', invariant: 'mmap-lock-matches-return' },
  },
  {
    name: 'the move is waited for under the mmap lock',
    was: '\tif (fault_flag_allow_retry_first(vmf->flags)) {\n\t\tif (vmf->flags & FAULT_FLAG_RETRY_NOWAIT)\n\t\t\treturn VM_FAULT_RETRY;\n\n\t\tttm_bo_get',
    is: '\tif (0) {\n\t\tif (vmf->flags & FAULT_FLAG_RETRY_NOWAIT)\n\t\t\treturn VM_FAULT_RETRY;\n\n\t\tttm_bo_get',
    ...{ world: 'pending-move', invariant: 'no-wait-under-mmap-lock' },
  },
  {
    name: 'the reservation is not given back after the move was waited for',
    was: UNLOCK_AND_PUT,
    is: 'ttm_bo_put(bo);\n\t\treturn VM_FAULT_RETRY;',
    ...{ world: 'pending-move', invariant: 'reservation-matches-return' },
  },
  {
    name: 'the reference is kept after the move was waited for',
    was: UNLOCK_AND_PUT,
    is: 'dma_resv_unlock(bo->base.resv);\n\t\treturn VM_FAULT_RETRY;',
    ...{ world: 'pending-move', invariant: 'bo-refs-balanced' },
  },
  {
    name: 'the handler unlocks after a dropped RETRY',
    was: '\tif (ret == VM_FAULT_RETRY && !(vmf->flags & FAULT_FLAG_RETRY_NOWAIT))\n\t\treturn ret;\n',
    is: '',
    ...{ world: 'pending-move', invariant: 'no-unlock-after-retry' },
  },
  {
    name: 'who must not sleep sleeps for the move',
    was: '\t\tif (vmf->flags & FAULT_FLAG_RETRY_NOWAIT)\n\t\t\treturn VM_FAULT_RETRY;\n\n\t\tttm_bo_get',
    is: '\t\tttm_bo_get',
    ...{ world: 'nowait', invariant: 'nowait-never-sleeps' },
  },
  {
    name: 'nothing is mapped ahead',
    was: 'i < num_prefault',
    is: 'i < 1',
    ...{ world: 'one-fault', invariant: 'prefault-complete' },
  },
];
