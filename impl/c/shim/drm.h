/* DRM: the device and its sections, offsets of objects. */
#ifndef FAULTLINE_DRM_H
#define FAULTLINE_DRM_H

PURE unsigned long drm_vma_node_start(const struct drm_vma_offset_node *node) { return node->start; }
/* How mmap finds an object by its offset, up to v5.12. */
#define DRM_FILE_PAGE_OFFSET_START 0x100000UL
ABSENT("drm_vma_offset_lock_lookup")
void drm_vma_offset_lock_lookup(struct drm_vma_offset_manager *manager);
ABSENT("drm_vma_offset_unlock_lookup")
void drm_vma_offset_unlock_lookup(struct drm_vma_offset_manager *manager);
ABSENT("drm_vma_offset_lookup_locked") struct drm_vma_offset_node *
drm_vma_offset_lookup_locked(struct drm_vma_offset_manager *manager, unsigned long start, unsigned long pages);

PRIMITIVE("drm_dev_enter") int faultline_dev_enter(struct ttm_bo_device *dev);
PRIMITIVE("drm_dev_exit") void drm_dev_exit(int idx);
PURE bool drm_dev_enter(struct ttm_bo_device *dev, int *idx)
{
	*idx = 0;
	return faultline_dev_enter(dev);
}
PRIMITIVE("drmm_add_action") int faultline_add_action(struct drm_device *dev);
PURE int drmm_add_action_or_reset(struct drm_device *dev, void (*action)(struct drm_device *, void *), void *data)
{
	int err = faultline_add_action(dev);

	if (err)
		action(dev, data);
	return err;
}
#define drmm_add_action_or_reset drmm_add_action_or_reset

#endif
