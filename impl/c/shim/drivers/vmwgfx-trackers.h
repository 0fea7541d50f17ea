/*
 * The trackers of written pages, in the driver's own struct. Which kind an object has follows from
 * its number of pages: none, one that reads page tables, or one that is told by mkwrite.
 */
static struct vmw_bo *faultline_vmw_bo(struct ttm_buffer_object *bo)
{
#ifdef FAULTLINE_MKWRITE
	static struct { struct ttm_buffer_object *bo; struct vmw_bo vbo; } known[3];
	static struct { struct vmw_bo_dirty dirty; unsigned long bits; } trackers[3];
	unsigned int at = 0;

	while (known[at].bo && known[at].bo != bo)
		at++;
	if (!known[at].bo && bo->num_pages % 3) {
		struct vmw_bo_dirty *dirty = &trackers[at].dirty;

		dirty->bitmap_size = bo->num_pages;
		dirty->start = bo->num_pages;
		dirty->method = bo->num_pages % 3 == 1 ? VMW_BO_DIRTY_MKWRITE : VMW_BO_DIRTY_PAGETABLE;
		known[at].vbo.dirty = dirty;
	}
	known[at].bo = bo;
	return &known[at].vbo;
#else
	static struct vmw_bo untracked;

	return &untracked;
#endif
}
