import { mutant } from '../../mutants/patch/mutant.ts';

export default mutant({
  of: 'v5.10',
  file: 'impl/c/subjects/v5.10.c',
  killedBy: 'no-unlock-after-retry',
  row: 'domain.md §6 M10',
  summary: 'Gives the reservation back after a retry too, by a pointer that it has kept.',
  was: `	ret = ttm_bo_vm_fault_reserved(vmf, vma->vm_page_prot,
					TTM_BO_VM_NUM_PREFAULT);
	if (ret == VM_FAULT_RETRY && !(vmf->flags & FAULT_FLAG_RETRY_NOWAIT))
		return ret;

	dma_resv_unlock(bo->base.resv);
`,
  becomes: `	struct dma_resv *resv = bo->base.resv;
	ret = ttm_bo_vm_fault_reserved(vmf, vma->vm_page_prot,
					TTM_BO_VM_NUM_PREFAULT);
	dma_resv_unlock(resv);
`,
});
