/* TTM: objects, io memory, system pages, and what the file holds beside the fault path. */
#ifndef FAULTLINE_TTM_H
#define FAULTLINE_TTM_H

#define TTM_TT_FLAG_EXTERNAL TTM_PAGE_FLAG_SG
#define TTM_TT_FLAG_DECRYPTED (1 << 10)
#define TTM_PAGE_FLAG_SWAPPED (1 << 4)
#define TTM_TT_FLAG_SWAPPED TTM_PAGE_FLAG_SWAPPED
#define TTM_NUM_MEM_TYPES 3
#define TTM_OPT_FLAG_FORCE_ALLOC 1
#define TTM_OPT_FLAG_ALLOW_RES_EVICT 2

struct ttm_operation_ctx {
	bool interruptible;
	bool no_wait_gpu;
	bool gfp_retry_mayfail;
	bool allow_res_evict;
	bool force_alloc;
	struct dma_resv *resv;
	u64 bytes_moved;
	u32 flags;
};

/* v5.5 to v5.12: one for all devices, no member of the device. */
#define ttm_bo_glob (*(struct ttm_bo_global *)FAULTLINE_GLOB)

PRIMITIVE("ttm_bo_get") void faultline_bo_get(struct ttm_buffer_object *bo);
PURE struct ttm_buffer_object *ttm_bo_get(struct ttm_buffer_object *bo)
{
	faultline_bo_get(bo);
	return bo;
}
PRIMITIVE("ttm_bo_put") void ttm_bo_put(struct ttm_buffer_object *bo);
vm_fault_t ttm_bo_vm_dummy_page(struct vm_fault *vmf, pgprot_t prot);
PRIMITIVE("ttm_bo_wait_unreserved") int ttm_bo_wait_unreserved(struct ttm_buffer_object *bo);
PRIMITIVE("ttm_bo_move_to_lru_tail") void faultline_move_to_lru_tail(struct ttm_buffer_object *bo);
#define ttm_bo_move_to_lru_tail(bo, ...) faultline_move_to_lru_tail(bo)
PRIMITIVE("ttm_bo_move_to_lru_tail_unlocked")
void ttm_bo_move_to_lru_tail_unlocked(struct ttm_buffer_object *bo);
PRIMITIVE("ttm_mem_io_lock") int ttm_mem_io_lock(struct ttm_mem_type_manager *man, int intr);
PRIMITIVE("ttm_mem_io_unlock") void ttm_mem_io_unlock(struct ttm_mem_type_manager *man);
PRIMITIVE("ttm_mem_io_reserve_vm") int ttm_mem_io_reserve_vm(struct ttm_buffer_object *bo);
PRIMITIVE("ttm_mem_io_free_vm") void ttm_mem_io_free_vm(struct ttm_buffer_object *bo);
PRIMITIVE("ttm_mem_io_reserve")
int ttm_mem_io_reserve(struct ttm_bo_device *bdev, struct ttm_mem_reg *mem);
PRIMITIVE("ttm_tt_populate") int faultline_tt_populate(struct ttm_tt *ttm, int interruptible);
PRIMITIVE("fault_reserve_notify") int faultline_notify(struct ttm_buffer_object *bo);

#define FAULTLINE_PICK_3(a, b, c, name, ...) name
#define ttm_tt_populate(...) \
	FAULTLINE_PICK_3(__VA_ARGS__, faultline_populate_3, faultline_populate_2)(__VA_ARGS__)
#define faultline_populate_2(ttm, ctx) faultline_tt_populate(ttm, (ctx)->interruptible)
#define faultline_populate_3(bdev, ttm, ctx) faultline_tt_populate(ttm, (ctx)->interruptible)
#define ttm_io_prot(...) \
	FAULTLINE_PICK_3(__VA_ARGS__, faultline_io_prot_3, faultline_io_prot_2)(__VA_ARGS__)
#define faultline_io_prot_3(bo, res, prot) faultline_io_prot_2((res)->placement, prot)

PURE pgprot_t faultline_io_prot_2(unsigned int placement, pgprot_t prot)
{
	if (placement & TTM_PL_FLAG_CACHED)
		return prot;
	return prot | (placement & TTM_PL_FLAG_WC ? PROT_WRITE_COMBINED : PROT_UNCACHED);
}
PURE struct ttm_mem_type_manager *ttm_manager_type(struct ttm_bo_device *bdev, int type)
{
	return &bdev->man[type];
}

/* Mapping into the kernel, and what else the file holds beside the fault path. */
struct ttm_bo_kmap_obj { void *virtual; };
ABSENT("ttm_bo_kmap")
int ttm_bo_kmap(struct ttm_buffer_object *bo, unsigned long page, unsigned long n, struct ttm_bo_kmap_obj *map);
ABSENT("ttm_bo_kunmap") void ttm_bo_kunmap(struct ttm_bo_kmap_obj *map);
ABSENT("ttm_kmap_obj_virtual") void *ttm_kmap_obj_virtual(struct ttm_bo_kmap_obj *map, bool *is_iomem);
ABSENT("ttm_tt_swapin") int ttm_tt_swapin(struct ttm_tt *ttm);
ABSENT("ttm_bo_get_unless_zero")
struct ttm_buffer_object *ttm_bo_get_unless_zero(struct ttm_buffer_object *bo);

#endif
