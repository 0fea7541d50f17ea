import { defect } from '../../mutants/patch/defect.ts';

/** A hook that moves the object puts the old fence, which may be freed when it is looked at. */
export default defect({
  of: 'v5.10',
  file: 'impl/c/subjects/v5.10.c',
  row: 'domain.md §1.5 step 3',
  summary:
    'Gets the saved fence only once the hook has succeeded, to spare the puts where it fails.',
  was: `	moving = dma_fence_get(bo->moving);
	switch (bdev->driver->fault_reserve_notify(bo)) {
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
`,
  becomes: `	moving = bo->moving;
	switch (bdev->driver->fault_reserve_notify(bo)) {
	case 0:
		dma_fence_get(moving);
		break;
	case -EBUSY:
	case -ERESTARTSYS:
		return VM_FAULT_NOPAGE;
	default:
		return VM_FAULT_SIGBUS;
	}
`,
});
