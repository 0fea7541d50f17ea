/*
 * What xe's own headers give to its fault handlers, the one to v6.17 and the one since. Objects may
 * be in video memory, so power is wanted; nobody wants atomic access, which would move them first.
 */
#ifndef FAULTLINE_XE_H
#define FAULTLINE_XE_H

#define XE_PL_SYSTEM TTM_PL_SYSTEM
#define XE_PL_TT TTM_PL_TT
#define XE_PL_VRAM0 TTM_PL_VRAM
#define XE_PL_VRAM1 (TTM_PL_VRAM + 1)
#define XE_PL_STOLEN 7
#define XE_BO_FLAG_SYSTEM BIT(0)
#define XE_BO_FLAG_VRAM0 BIT(2)
#define XE_BO_FLAG_VRAM_MASK (BIT(2) | BIT(3))
#define DRM_XE_ATOMIC_GLOBAL 2
#define DRM_XE_ATOMIC_CPU 3

struct xe_validation_device { struct rw_semaphore lock; };
struct xe_device {
	struct drm_device drm;
	struct {
		struct {
			struct mutex lock;
			struct list_head list;
		} vram_userfault;
	} mem_access;
	struct xe_validation_device val;
	unsigned int wedged;
};
struct xe_bo {
	struct ttm_buffer_object ttm;
	unsigned int flags;
	unsigned int madv;
	struct { unsigned int atomic_access; } attr;
	struct list_head vram_userfault_link;
};

#define to_xe_device(dev) container_of(dev, struct xe_device, drm)
#define xe_bo_device(bo) to_xe_device((bo)->ttm.base.dev)
#define xe_device_wedged(xe) ((xe)->wedged != 0)
static struct xe_bo *ttm_to_xe_bo(struct ttm_buffer_object *tbo)
{
	struct xe_bo *bo = container_of(tbo, struct xe_bo, ttm);

	if (!bo->flags)
		bo->flags = XE_BO_FLAG_SYSTEM | XE_BO_FLAG_VRAM0;
	return bo;
}
#define xe_bo_madv_is_dontneed(bo) ((bo)->madv == 1)
#define xe_bo_is_purged(bo) ((bo)->madv == 2)
#define xe_bo_get(bo) drm_gem_object_get(&(bo)->ttm.base)

/* System memory and TT have tables, video memory has none. */
static const struct { bool use_tt; } faultline_xe_managers[TTM_NUM_MEM_TYPES] = {
	[TTM_PL_SYSTEM] = { true }, [TTM_PL_TT] = { true },
};
#undef ttm_manager_type
#define ttm_manager_type(bdev, type) ((void)(bdev), &faultline_xe_managers[type])

/* Locks of one object at a time: nobody has to back off, and nothing is contended. */
struct drm_exec { struct dma_resv *locked; };
static int drm_exec_lock_obj(struct drm_exec *exec, struct drm_gem_object *obj)
{
	int err = dma_resv_lock_interruptible(obj->resv, NULL);

	if (!err)
		exec->locked = obj->resv;
	return err;
}
#define drm_exec_retry_on_contention(exec) do { (void)(exec); } while (0)

/* Whoever validates keeps those out who have run out of memory. */
struct xe_val_flags { bool interruptible, no_block; };
struct xe_validation_ctx { struct xe_validation_device *val; struct drm_exec *exec; };
static int xe_validation_ctx_init(struct xe_validation_ctx *ctx, struct xe_validation_device *val,
				  struct drm_exec *exec, const struct xe_val_flags flags)
{
	ctx->val = val;
	ctx->exec = exec;
	if (exec)
		exec->locked = NULL;
	return down_read_trylock(&val->lock) ? 0 : -EBUSY;
}
static void xe_validation_ctx_fini(struct xe_validation_ctx *ctx)
{
	if (ctx->exec && ctx->exec->locked)
		dma_resv_unlock(ctx->exec->locked);
	up_read(&ctx->val->lock);
}
static void faultline_validated(struct xe_validation_ctx **ctx)
{
	xe_validation_ctx_fini(*ctx);
}
#define xe_validation_guard(ctx, val, exec, flags, ret)                                         \
	for (struct xe_validation_ctx *faultline_ctx __attribute__((cleanup(faultline_validated))) = \
		     ((ret) = xe_validation_ctx_init(ctx, val, exec, flags), (ctx)),            \
		     *faultline_once = faultline_ctx;                                           \
	     faultline_once; faultline_once = NULL)
#define xe_validation_retry_on_oom(ctx, ret) do { (void)(ctx); (void)(ret); } while (0)

/* Instead of the file's own, which lead to engines and page tables; nobody asks for a migration. */
int xe_bo_migrate(struct xe_bo *bo, u32 mem_type, struct ttm_operation_ctx *ctx, struct drm_exec *exec)
{
	return 0;
}
void xe_bo_put(struct xe_bo *bo)
{
	drm_gem_object_put(&bo->ttm.base);
}

#endif
