/*
 * The kernel as a file of it sees it: types, primitives, and the names of every version from v5.3 on.
 *
 * Own work, not taken from the kernel: a primitive is an import that the simulated kernel answers
 * (impl/c/imports.ts); what is pure is written out here.
 */
#ifndef FAULTLINE_KERNEL_H
#define FAULTLINE_KERNEL_H

typedef unsigned char u8, uint8_t;
typedef unsigned short u16, uint16_t;
typedef unsigned int u32, uint32_t;
typedef unsigned long long u64, uint64_t;
typedef signed char s8, int8_t;
typedef short s16, int16_t;
typedef int s32, int32_t;
typedef long long s64, int64_t, loff_t;
typedef __SIZE_TYPE__ size_t;
typedef long ssize_t;
typedef unsigned long uintptr_t;
typedef _Bool bool;
typedef unsigned int gfp_t, vm_fault_t;
typedef unsigned long pgoff_t, vm_flags_t, pgprot_t, pfn_t, dma_addr_t, phys_addr_t, resource_size_t;
typedef struct spinlock_t spinlock_t;

#define true 1
#define false 0
#define NULL ((void *)0)

/* Names of other versions for whole structs. */
#define reservation_object dma_resv
#define ttm_device ttm_bo_device
#define ttm_device_funcs ttm_bo_driver
#define ttm_resource ttm_mem_reg
#define ttm_resource_manager ttm_mem_type_manager
#define drm_device ttm_bo_device

struct address_space;
struct inode;
struct kref { unsigned int refcount; };
struct rw_semaphore { unsigned long readers; };
struct file { struct address_space *f_mapping; void *private_data; };
struct vm_operations_struct;

#include "structs.h"

struct vm_operations_struct {
	void (*open)(struct vm_area_struct *vma);
	void (*close)(struct vm_area_struct *vma);
	vm_fault_t (*fault)(struct vm_fault *vmf);
	vm_fault_t (*huge_fault)(struct vm_fault *vmf, int pe_size);
	vm_fault_t (*page_mkwrite)(struct vm_fault *vmf);
	vm_fault_t (*pfn_mkwrite)(struct vm_fault *vmf);
	int (*access)(struct vm_area_struct *vma, unsigned long addr, void *buf, int len, int write);
};

/* Language. */
#define __init
#define __exit
#define __user
#define __iomem
#define __must_check
#define __maybe_unused __attribute__((unused))
#define __always_inline inline __attribute__((always_inline))
#define noinline __attribute__((noinline))
#define likely(x) __builtin_expect(!!(x), 1)
#define unlikely(x) __builtin_expect(!!(x), 0)
#define fallthrough __attribute__((fallthrough))
#define READ_ONCE(x) (*(const volatile __typeof__(x) *)&(x))
#define WRITE_ONCE(x, v) (*(volatile __typeof__(x) *)&(x) = (v))
#define barrier() __asm__ __volatile__("" : : : "memory")
#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))
#define offsetof(type, member) __builtin_offsetof(type, member)
#define container_of(p, type, member) ((type *)((char *)(p) - offsetof(type, member)))
#define min(a, b) ({ __typeof__(a) _a = (a); __typeof__(b) _b = (b); _a < _b ? _a : _b; })
#define max(a, b) ({ __typeof__(a) _a = (a); __typeof__(b) _b = (b); _a > _b ? _a : _b; })
#define min_t(t, a, b) ({ t _a = (a); t _b = (b); _a < _b ? _a : _b; })
#define max_t(t, a, b) ({ t _a = (a); t _b = (b); _a > _b ? _a : _b; })
#define IS_ENABLED(option) 0
#define IS_ALIGNED(x, a) (((x) & ((__typeof__(x))(a) - 1)) == 0)
#define EXPORT_SYMBOL(name)
#define EXPORT_SYMBOL_GPL(name)
#define MODULE_LICENSE(text)
#define BUG_ON(condition) do { if (condition) __builtin_trap(); } while (0)
#define BUG() __builtin_trap()
#define WARN_ON(condition) ({ int _warn = !!(condition); _warn; })
#define WARN_ON_ONCE(condition) WARN_ON(condition)
#define WARN(condition, ...) WARN_ON(condition)
#define WARN_ONCE(condition, ...) WARN_ON(condition)
#define might_sleep() do { } while (0)
#define lockdep_assert_held(lock) do { } while (0)
#define dma_resv_assert_held(resv) do { } while (0)
#define pr_debug(...) do { } while (0)
#define pr_err(...) do { } while (0)
#define pr_warn(...) do { } while (0)
#define pr_info(...) do { } while (0)
#define ERR_PTR(error) ((void *)(long)(error))
#define PTR_ERR(pointer) ((long)(pointer))
#define IS_ERR(pointer) ((unsigned long)(pointer) >= (unsigned long)-4095)

/* Every primitive is a point where another task may run. */
#define PRIMITIVE(name) __attribute__((import_module("kernel"), import_name(name)))
/* Declared so that a file compiles; whoever calls it ends the run with a crash that says so. */
#define ABSENT(name) __attribute__((import_module("absent"), import_name(name)))
/* What such a function does counts for the line that calls it. */
#define PURE static inline __attribute__((always_inline, unused, nodebug))

/* Error numbers that no primitive gives. */
#define ENODEV 19
#define ENODATA 61
#define EFAULT 14
#define ENOSPC 28
#define EPERM 1
#define EACCES 13

/* The VM core. */
#define VM_DONTEXPAND 0x40000
#define VM_DONTDUMP 0x4000000
#define VM_MAYWRITE 0x20
#define VM_DONTCOPY 0x20000
#define FAULT_FLAG_INSTRUCTION 0x100
#define PAGE_MASK (~(PAGE_SIZE - 1UL))
#undef PAGE_SIZE
#define PAGE_SIZE 4096UL
#define PFN_UP(x) (((x) + PAGE_SIZE - 1) >> PAGE_SHIFT)
#define PFN_DOWN(x) ((x) >> PAGE_SHIFT)
#define PFN_DEV 0
#define MAX_SCHEDULE_TIMEOUT 0x7fffffffL
#define GFP_KERNEL 0u
#define __GFP_ZERO 0u
#define pgprot_val(prot) (prot)
#define __pgprot(value) ((pgprot_t)(value))
#define __pfn_to_pfn_t(pfn, flags) (pfn)
#define pfn_to_pfn_t(pfn) (pfn)
#define PHYS_PFN(x) ((x) >> PAGE_SHIFT)

PURE bool fault_flag_allow_retry_first(unsigned int flags)
{
	return (flags & FAULT_FLAG_ALLOW_RETRY) && !(flags & FAULT_FLAG_TRIED);
}
PURE unsigned long vma_pages(const struct vm_area_struct *vma)
{
	return (vma->vm_end - vma->vm_start) >> PAGE_SHIFT;
}
PURE pgprot_t vm_get_page_prot(unsigned long vm_flags)
{
	const unsigned long writable = VM_WRITE | VM_SHARED;

	return PROT_PRESENT | PROT_ENCRYPTED | ((vm_flags & writable) == writable ? PROT_RW : 0);
}
PURE pgprot_t pgprot_decrypted(pgprot_t prot) { return prot & ~(unsigned long)PROT_ENCRYPTED; }
PURE unsigned long page_to_pfn(const struct page *page) { return page->pfn; }
PURE bool is_cow_mapping(vm_flags_t flags)
{
	return (flags & (VM_SHARED | VM_MAYWRITE)) == VM_MAYWRITE;
}
PURE void vm_flags_set(struct vm_area_struct *vma, vm_flags_t flags) { vma->vm_flags |= flags; }
PURE void vm_flags_clear(struct vm_area_struct *vma, vm_flags_t flags) { vma->vm_flags &= ~flags; }

PRIMITIVE("up_read") void faultline_up_read(void *mm);
#define up_read(semaphore) faultline_up_read(semaphore)
#define mmap_read_unlock(mm) faultline_up_read(mm)
PRIMITIVE("vmf_insert_mixed")
vm_fault_t vmf_insert_mixed(struct vm_area_struct *vma, unsigned long addr, pfn_t pfn);
PRIMITIVE("vmf_insert_pfn")
vm_fault_t vmf_insert_pfn(struct vm_area_struct *vma, unsigned long addr, unsigned long pfn);
PRIMITIVE("vmf_insert_mixed_prot")
vm_fault_t vmf_insert_mixed_prot(struct vm_area_struct *vma, unsigned long addr, pfn_t pfn, pgprot_t prot);
PRIMITIVE("vmf_insert_pfn_prot")
vm_fault_t vmf_insert_pfn_prot(struct vm_area_struct *vma, unsigned long addr, unsigned long pfn, pgprot_t prot);
ABSENT("alloc_page") struct page *alloc_page(gfp_t flags);
ABSENT("__free_page") void __free_page(struct page *page);

/* Reservations and fences. */
enum dma_resv_usage {
	DMA_RESV_USAGE_KERNEL, DMA_RESV_USAGE_WRITE, DMA_RESV_USAGE_READ, DMA_RESV_USAGE_BOOKKEEP
};
PRIMITIVE("dma_resv_trylock") int dma_resv_trylock(struct dma_resv *obj);
PRIMITIVE("dma_resv_lock") int dma_resv_lock(struct dma_resv *obj, struct ww_acquire_ctx *ctx);
PRIMITIVE("dma_resv_lock_interruptible")
int dma_resv_lock_interruptible(struct dma_resv *obj, struct ww_acquire_ctx *ctx);
PRIMITIVE("dma_resv_unlock") void dma_resv_unlock(struct dma_resv *obj);
PRIMITIVE("dma_resv_test_signaled")
int dma_resv_test_signaled(struct dma_resv *obj, unsigned int usage);
PRIMITIVE("dma_resv_wait_timeout")
long dma_resv_wait_timeout(struct dma_resv *obj, unsigned int usage, int intr, unsigned long timeout);
#define dma_resv_test_signaled_rcu dma_resv_test_signaled
#define dma_resv_wait_timeout_rcu dma_resv_wait_timeout
#define reservation_object_trylock dma_resv_trylock
#define reservation_object_lock dma_resv_lock
#define reservation_object_lock_interruptible dma_resv_lock_interruptible
#define reservation_object_unlock dma_resv_unlock
PRIMITIVE("dma_fence_get") struct dma_fence *dma_fence_get(struct dma_fence *fence);
PRIMITIVE("dma_fence_put") void dma_fence_put(struct dma_fence *fence);
PRIMITIVE("dma_fence_is_signaled") int dma_fence_is_signaled(struct dma_fence *fence);
PRIMITIVE("dma_fence_wait") long dma_fence_wait(struct dma_fence *fence, int intr);
PRIMITIVE("spin_lock") void spin_lock(spinlock_t *lock);
PRIMITIVE("spin_unlock") void spin_unlock(spinlock_t *lock);

/* TTM. */
#define TTM_TT_FLAG_EXTERNAL TTM_PAGE_FLAG_SG
#define TTM_TT_FLAG_EXTERNAL_MAPPABLE (1 << 9)
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

extern struct ttm_bo_global ttm_bo_glob;

PRIMITIVE("ttm_bo_get") void faultline_bo_get(struct ttm_buffer_object *bo);
PURE struct ttm_buffer_object *ttm_bo_get(struct ttm_buffer_object *bo)
{
	faultline_bo_get(bo);
	return bo;
}
PRIMITIVE("ttm_bo_put") void ttm_bo_put(struct ttm_buffer_object *bo);
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
PRIMITIVE("drm_dev_enter") int faultline_dev_enter(struct ttm_bo_device *dev);
PRIMITIVE("drm_dev_exit") void drm_dev_exit(int idx);

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
PURE unsigned long drm_vma_node_start(const struct drm_vma_offset_node *node) { return node->start; }
PURE struct ttm_mem_type_manager *ttm_manager_type(struct ttm_bo_device *bdev, int type)
{
	return &bdev->man[type];
}
PURE bool drm_dev_enter(struct ttm_bo_device *dev, int *idx)
{
	*idx = 0;
	return faultline_dev_enter(dev);
}
ABSENT("drmm_add_action_or_reset")
int drmm_add_action_or_reset(struct drm_device *dev, void (*action)(struct drm_device *, void *), void *data);

/* Mapping into the kernel, and what else the file holds beside the fault path. */
struct ttm_bo_kmap_obj { void *virtual; };
ABSENT("ttm_bo_kmap")
int ttm_bo_kmap(struct ttm_buffer_object *bo, unsigned long page, unsigned long n, struct ttm_bo_kmap_obj *map);
ABSENT("ttm_bo_kunmap") void ttm_bo_kunmap(struct ttm_bo_kmap_obj *map);
ABSENT("ttm_kmap_obj_virtual") void *ttm_kmap_obj_virtual(struct ttm_bo_kmap_obj *map, bool *is_iomem);
ABSENT("ttm_bo_reserve")
int ttm_bo_reserve(struct ttm_buffer_object *bo, bool intr, bool no_wait, struct ww_acquire_ctx *ctx);
ABSENT("ttm_bo_unreserve") void ttm_bo_unreserve(struct ttm_buffer_object *bo);

void *memcpy(void *to, const void *from, size_t bytes);
void *memset(void *to, int byte, size_t bytes);
void *memmove(void *to, const void *from, size_t bytes);

#endif
