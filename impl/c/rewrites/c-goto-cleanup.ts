import { rewrite } from '../../mutants/patch/rewrite.ts';

export default rewrite({
  of: 'v5.10',
  file: 'impl/c/subjects/v5.10.c',
  summary: 'Leaves the handler by one label instead of an early return.',
  was: `	if (ret == VM_FAULT_RETRY && !(vmf->flags & FAULT_FLAG_RETRY_NOWAIT))
		return ret;

	dma_resv_unlock(bo->base.resv);
	return ret;
`,
  becomes: `	if (ret == VM_FAULT_RETRY && !(vmf->flags & FAULT_FLAG_RETRY_NOWAIT))
		goto out;

	dma_resv_unlock(bo->base.resv);
out:
	return ret;
`,
});
