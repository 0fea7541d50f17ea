/*
 * What i915's own headers give to its fault handler, and what stands in for the layers below it: an
 * object in memory that the CPU cannot reach is one that the world's driver has a hook for, and that
 * hook moves it, or fails as the migration would.
 */
#ifndef FAULTLINE_I915_H
#define FAULTLINE_I915_H

#define I915_MADV_WILLNEED 0
#define I915_BO_ALLOC_GPU_ONLY BIT(3)
#define I915_BO_READONLY BIT(7)
#define INTEL_MEMORY_SYSTEM 0
#ifndef CONFIG_DRM_I915_USERFAULT_AUTOSUSPEND
#define CONFIG_DRM_I915_USERFAULT_AUTOSUSPEND 250
#endif
#define msecs_to_jiffies_timeout(ms) (msecs_to_jiffies(ms) + 1)

typedef void *intel_wakeref_t;
struct resource { resource_size_t start, end; };
#define resource_size(resource) ((resource)->end - (resource)->start + 1)
struct intel_memory_region {
	struct resource io;
	resource_size_t io_size;
	int type;
};
struct intel_wakeref_auto { unsigned int count; };
struct intel_runtime_pm {
	unsigned int wakerefs;
	struct spinlock_t lmem_userfault_lock;
	struct list_head lmem_userfault_list;
	struct intel_wakeref_auto userfault_wakeref;
};
struct drm_i915_private {
	struct drm_device drm;
	struct intel_runtime_pm runtime_pm;
};
struct drm_i915_gem_object {
	union {
		struct drm_gem_object base;
		struct ttm_buffer_object __do_not_access;
	};
	unsigned int flags;
	unsigned int userfault_count;
	struct list_head userfault_link;
	struct {
		unsigned int madv;
		unsigned int n_placements;
		struct intel_memory_region **placements;
	} mm;
};

static struct intel_memory_region faultline_region = { .type = INTEL_MEMORY_SYSTEM };
static struct intel_memory_region *faultline_regions[1] = { &faultline_region };

static struct drm_i915_private *to_i915(struct drm_device *dev)
{
	return container_of(dev, struct drm_i915_private, drm);
}
/* Every object may be in one region: that which its migration leads to. */
static struct drm_i915_gem_object *i915_ttm_to_gem(struct ttm_buffer_object *bo)
{
	struct drm_i915_gem_object *obj =
		container_of(bo, struct drm_i915_gem_object, __do_not_access);

	if (!obj->mm.n_placements) {
		obj->mm.n_placements = 1;
		obj->mm.placements = faultline_regions;
	}
	return obj;
}
#define i915_ttm_is_ghost_object(bo) ((void)(bo), false)
static bool i915_gem_object_is_readonly(const struct drm_i915_gem_object *obj)
{
	return obj->flags & I915_BO_READONLY;
}
static bool i915_ttm_cpu_maps_iomem(struct ttm_resource *mem)
{
	return mem && mem->mem_type != TTM_PL_SYSTEM;
}

/* Power is one reference of the device's, and its token is never NULL. */
static intel_wakeref_t faultline_wakeref(struct intel_runtime_pm *rpm)
{
	intel_runtime_pm_get(rpm);
	return rpm;
}
#undef intel_runtime_pm_get
#define intel_runtime_pm_get(rpm) faultline_wakeref(rpm)
/* A timer that keeps the device awake for a while belongs to nobody here. */
static void intel_wakeref_auto(struct intel_wakeref_auto *wf, unsigned long timeout)
{
	(void)READ_ONCE(wf->count);
}

/* Instead of the file's own, which go through regions and buddies. */
bool i915_ttm_resource_mappable(struct ttm_resource *res)
{
	struct ttm_buffer_object *bo = container_of(res, struct ttm_buffer_object, mem);

	return !bo->bdev->driver->fault_reserve_notify;
}
int __i915_ttm_migrate(struct drm_i915_gem_object *obj, struct intel_memory_region *mr,
		       unsigned int flags)
{
	return faultline_notify(&obj->__do_not_access);
}
void i915_ttm_adjust_lru(struct drm_i915_gem_object *obj)
{
	ttm_bo_move_to_lru_tail_unlocked(&obj->__do_not_access);
}
struct ttm_placement *i915_ttm_sys_placement(void)
{
	return NULL;
}

#endif
