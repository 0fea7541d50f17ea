import { rewrite } from '../../mutants/patch/rewrite.ts';

export default rewrite({
  of: 'v5.10',
  file: 'impl/c/subjects/v5.10.c',
  summary: 'Tells the answers of the hook apart by ifs, and puts the fence in one place.',
  was: `	switch (bdev->driver->fault_reserve_notify(bo)) {
	case 0:
		break;
	case -EBUSY:
	case -ERESTARTSYS:
		dma_fence_put(moving);
		return VM_FAULT_NOPAGE;
	default:
		dma_fence_put(moving);
		return VM_FAULT_SIGBUS;
	}

	if (bo->moving != moving)
		ttm_bo_move_to_lru_tail_unlocked(bo);
	dma_fence_put(moving);
	return 0;
`,
  becomes: `	int err = bdev->driver->fault_reserve_notify(bo);

	if (!err && bo->moving != moving)
		ttm_bo_move_to_lru_tail_unlocked(bo);
	dma_fence_put(moving);
	if (!err)
		return 0;
	return err == -EBUSY || err == -ERESTARTSYS ? VM_FAULT_NOPAGE : VM_FAULT_SIGBUS;
`,
});
