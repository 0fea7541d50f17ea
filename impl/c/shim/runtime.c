/*
 * What stands behind the user's file in the same translation unit. What is done here counts for the
 * line of the user's that called it; the default handler below has no such line.
 */

#define UNCOVERED __attribute__((no_sanitize("coverage")))
#define EXPORTED(name) __attribute__((used, export_name(name)))

/* Basic blocks that one run may go through; a loop that calls nothing ends here. */
static unsigned int faultline_fuel = FAULTLINE_FUEL;
__attribute__((import_module("faultline"), import_name("runaway"))) void faultline_runaway(void);

/* Which blocks any run reached: above the data, where no new run begins from nothing. */
extern uint8_t __heap_base;

/* Every call has been given the number of its block (impl/c/toolchain/instrument.ts). */
UNCOVERED void __sanitizer_cov_trace_pc_guard(uint32_t *guard)
{
	(&__heap_base)[(uint32_t)guard] = 1;
	if (faultline_fuel-- == 0)
		faultline_runaway();
}
UNCOVERED void __sanitizer_cov_trace_pc_guard_init(uint32_t *start, uint32_t *stop)
{
}

/* Accesses: those of structs that nobody watches end here, the others are looked at outside. */
static uint32_t faultline_unwatched, faultline_unwatched_bytes;
__attribute__((import_module("faultline"), import_name("load")))
void faultline_load(uint32_t address, uint32_t words);
__attribute__((import_module("faultline"), import_name("store")))
void faultline_store(uint32_t address, uint32_t words);

EXPORTED("faultline_unwatch") UNCOVERED void faultline_unwatch(uint32_t start, uint32_t end)
{
	faultline_unwatched = start;
	faultline_unwatched_bytes = end - start;
}
#define FAULTLINE_ACCESS(hook, note, words)                                                   \
	UNCOVERED void hook(uint32_t address)                                                 \
	{                                                                                     \
		if (address - faultline_unwatched >= faultline_unwatched_bytes)               \
			note(address, words);                                                 \
	}
FAULTLINE_ACCESS(__sanitizer_cov_load1, faultline_load, 1)
FAULTLINE_ACCESS(__sanitizer_cov_load2, faultline_load, 1)
FAULTLINE_ACCESS(__sanitizer_cov_load4, faultline_load, 1)
FAULTLINE_ACCESS(__sanitizer_cov_load8, faultline_load, 2)
FAULTLINE_ACCESS(__sanitizer_cov_load16, faultline_load, 4)
FAULTLINE_ACCESS(__sanitizer_cov_store1, faultline_store, 1)
FAULTLINE_ACCESS(__sanitizer_cov_store2, faultline_store, 1)
FAULTLINE_ACCESS(__sanitizer_cov_store4, faultline_store, 1)
FAULTLINE_ACCESS(__sanitizer_cov_store8, faultline_store, 2)
FAULTLINE_ACCESS(__sanitizer_cov_store16, faultline_store, 4)

/* The driver's hooks. */
EXPORTED("hook_fault_reserve_notify") int faultline_hook_notify(struct ttm_buffer_object *bo)
{
	return faultline_notify(bo);
}
/* Scattered video memory: neighbouring pages are swapped. */
EXPORTED("hook_io_mem_pfn")
unsigned long faultline_hook_io_mem_pfn(struct ttm_buffer_object *bo, unsigned long page_offset)
{
	return ((bo->mem.bus.base + bo->mem.bus.offset) >> PAGE_SHIFT) + (page_offset ^ 1);
}

__attribute__((no_builtin)) void *memcpy(void *to, const void *from, size_t bytes)
{
	size_t at = 0;

	for (; at + 4 <= bytes; at += 4)
		*(uint32_t *)((char *)to + at) = *(const uint32_t *)((const char *)from + at);
	for (; at < bytes; at++)
		((char *)to)[at] = ((const char *)from)[at];
	return to;
}
__attribute__((no_builtin)) void *memset(void *to, int byte, size_t bytes)
{
	for (size_t at = 0; at < bytes; at++)
		((volatile char *)to)[at] = byte;
	return to;
}
__attribute__((no_builtin)) void *memmove(void *to, const void *from, size_t bytes)
{
	if ((char *)to <= (const char *)from)
		return memcpy(to, from, bytes);
	while (bytes-- > 0)
		((volatile char *)to)[bytes] = ((const char *)from)[bytes];
	return to;
}

#line 1 "faultline/default-fault.c"
#ifdef FAULTLINE_DEFAULT
/* The handler of helpers that come without one (impl/drivers/ttm-default.ts). */
static vm_fault_t faultline_default_fault(struct vm_fault *vmf)
{
	struct ttm_buffer_object *bo = vmf->vma->vm_private_data;
	vm_fault_t ret = ttm_bo_vm_reserve(bo, vmf);
	pgprot_t prot;

	if (ret)
		return ret;
	prot = vm_get_page_prot(vmf->vma->vm_flags);
#ifdef FAULTLINE_PAGE_SIZE
	ret = ttm_bo_vm_fault_reserved(vmf, prot, TTM_BO_VM_NUM_PREFAULT, 1);
#else
	ret = ttm_bo_vm_fault_reserved(vmf, prot, TTM_BO_VM_NUM_PREFAULT);
#endif
	if (ret == VM_FAULT_RETRY && !(vmf->flags & FAULT_FLAG_RETRY_NOWAIT))
		return ret;
	dma_resv_unlock(bo->base.resv);
	return ret;
}
#endif

EXPORTED("faultline_fault") vm_fault_t faultline_fault(struct vm_fault *vmf)
{
#ifdef FAULTLINE_MKWRITE
	if (vmf->flags & FAULT_FLAG_MKWRITE)
		return FAULTLINE_MKWRITE(vmf);
#endif
	return FAULTLINE_FAULT(vmf);
}
