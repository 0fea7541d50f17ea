import { defect } from '../../mutants/patch/defect.ts';

/** Copying to a mapping makes every writer of the mmap lock wait for the GPU. */
export default defect({
  of: 'v5.3',
  file: 'impl/c/subjects/v5.3.c',
  row: 'domain.md §7 G4',
  summary: 'Drops the mmap lock before it waits for a move only for faults of user mode.',
  was: `			if (vmf->flags & FAULT_FLAG_RETRY_NOWAIT)
				return VM_FAULT_RETRY;

			ttm_bo_get(bo);
			up_read(&vmf->vma->vm_mm->mmap_sem);
			dma_fence_wait(bo->moving, true);
			reservation_object_unlock(bo->resv);
			ttm_bo_put(bo);
			return VM_FAULT_RETRY;
		}
`,
  becomes: `			if (vmf->flags & FAULT_FLAG_RETRY_NOWAIT)
				return VM_FAULT_RETRY;

			if (vmf->flags & FAULT_FLAG_USER) {
				ttm_bo_get(bo);
				up_read(&vmf->vma->vm_mm->mmap_sem);
				dma_fence_wait(bo->moving, true);
				reservation_object_unlock(bo->resv);
				ttm_bo_put(bo);
				return VM_FAULT_RETRY;
			}
		}
`,
});
