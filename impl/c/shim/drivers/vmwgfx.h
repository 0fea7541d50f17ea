/* What vmwgfx's own headers give to its fault and mkwrite handlers (domain.md §5.1). */
#ifndef FAULTLINE_VMWGFX_H
#define FAULTLINE_VMWGFX_H

struct vmw_bo_dirty;
/* Of an object of vmwgfx only the tracker is looked at; it stands apart from the simulated one. */
struct vmw_bo { struct vmw_bo_dirty *dirty; };
#define vmw_buffer_object vmw_bo

static struct vmw_bo *faultline_vmw_bo(struct ttm_buffer_object *bo);
#define to_vmw_bo(gem) faultline_vmw_bo((struct ttm_buffer_object *)(gem))
/* Up to v6.2 the handlers go there by themselves, and from nothing else. */
#undef container_of
#define container_of(bo, type, member) faultline_vmw_bo(bo)

/* No resource of the GPU overlaps the page, so nothing is read back and one page is allowed. */
PURE int vmw_resources_clean(struct vmw_bo *vbo, pgoff_t start, pgoff_t end, pgoff_t *pages)
{
	*pages = 1;
	return 0;
}

#define FAULTLINE_AFTER_DRIVER "faultline/drivers/vmwgfx-trackers.h"

#endif
