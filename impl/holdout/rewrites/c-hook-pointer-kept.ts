import { rewrite } from '../../mutants/patch/rewrite.ts';

/** No driver changes its hooks while it is in use, so one look at the pointer is enough. */
export default rewrite({
  of: 'v5.10',
  file: 'impl/c/subjects/v5.10.c',
  summary: 'Keeps the pointer to the hook, and what the hook says, in local variables.',
  edits: [
    {
      was: `	struct ttm_bo_device *bdev = bo->bdev;
	struct dma_fence *moving;

	if (!bdev->driver->fault_reserve_notify)
		return 0;

	moving = dma_fence_get(bo->moving);
	switch (bdev->driver->fault_reserve_notify(bo)) {`,
      becomes: `	int (*notify)(struct ttm_buffer_object *bo) = bo->bdev->driver->fault_reserve_notify;
	struct dma_fence *moving;
	int err;

	if (!notify)
		return 0;

	moving = dma_fence_get(bo->moving);
	err = notify(bo);
	switch (err) {`,
    },
  ],
});
