import { mutant } from '../../mutants/patch/mutant.ts';

export default mutant({
  of: 'v5.10',
  file: 'impl/c/subjects/v5.10.c',
  killedBy: 'device-section-balanced',
  row: 'domain.md §6 M26',
  summary: 'Enters the device section and leaves it only with the last statement.',
  edits: [
    {
      was: `	ret = ttm_bo_vm_fault_reserved(vmf, vma->vm_page_prot,
`,
      becomes: `	int idx;

	if (!drm_dev_enter(bo->bdev, &idx)) {
		dma_resv_unlock(bo->base.resv);
		return VM_FAULT_SIGBUS;
	}
	ret = ttm_bo_vm_fault_reserved(vmf, vma->vm_page_prot,
`,
    },
    {
      was: `	dma_resv_unlock(bo->base.resv);
	return ret;
`,
      becomes: `	dma_resv_unlock(bo->base.resv);
	drm_dev_exit(idx);
	return ret;
`,
    },
  ],
});
