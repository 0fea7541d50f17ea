/*
 * What stands before the user's file in the same translation unit, so that no macro of it can change
 * it. What is done here counts for the line of the user's that called it.
 */

#define UNCOVERED __attribute__((no_sanitize("coverage")))
#define EXPORTED(name) __attribute__((used, export_name(name)))

/*
 * What the watch goes by; the subject's own code may not touch it (runtime/accesses.ts). Of basic
 * blocks one run may go through so many: a loop that calls nothing ends here. Accesses of structs
 * that nobody watches end here too, the others are looked at outside.
 */
static struct { uint32_t fuel, unwatched, unwatched_bytes; } faultline_watch = { FAULTLINE_FUEL };
EXPORTED("faultline_state") void *faultline_state(void) { return &faultline_watch; }
__attribute__((import_module("faultline"), import_name("runaway"))) void faultline_runaway(void);

/* Which blocks any run reached: above the data, where no new run begins from nothing. */
extern uint8_t __heap_base;

/* Every call has been given the number of its block (impl/c/toolchain/instrument.ts). */
UNCOVERED void __sanitizer_cov_trace_pc_guard(uint32_t *guard)
{
	(&__heap_base)[(uint32_t)guard] = 1;
	if (faultline_watch.fuel-- == 0)
		faultline_runaway();
}
UNCOVERED void __sanitizer_cov_trace_pc_guard_init(uint32_t *start, uint32_t *stop)
{
}

__attribute__((import_module("faultline"), import_name("load")))
void faultline_load(uint32_t address, uint32_t words);
__attribute__((import_module("faultline"), import_name("store")))
void faultline_store(uint32_t address, uint32_t words);

EXPORTED("faultline_unwatch") UNCOVERED void faultline_unwatch(uint32_t start, uint32_t end)
{
	faultline_watch.unwatched = start;
	faultline_watch.unwatched_bytes = end - start;
}
#define FAULTLINE_ACCESS(hook, note, words)                                                   \
	UNCOVERED void hook(uint32_t address)                                                 \
	{                                                                                     \
		if (address - faultline_watch.unwatched >= faultline_watch.unwatched_bytes)   \
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

struct task_struct faultline_current = { .pid = 1, .tgid = 1 };
int reservation_ww_class;

/* The allocator: what is given back is not given out again. */
static char faultline_arena[2048];
static unsigned int faultline_arena_used;
void *faultline_alloc(size_t bytes, int sleeps)
{
	char *memory = faultline_arena + faultline_arena_used;
	size_t whole = (bytes + 7) & ~(size_t)7;

	if (bytes > sizeof(faultline_arena) || whole > sizeof(faultline_arena) - faultline_arena_used)
		return NULL;
	faultline_arena_used += whole;
	memset(memory, 0, bytes);
	return memory;
}
void faultline_free(const void *memory)
{
}

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

/* Copies that the compiler makes are given to these (impl/c/toolchain/intermediate.ts). */
__attribute__((used)) void faultline_memcpy(void *to, const void *from, size_t bytes, bool is_volatile)
{
	memcpy(to, from, bytes);
}
__attribute__((used)) void faultline_memmove(void *to, const void *from, size_t bytes, bool is_volatile)
{
	memmove(to, from, bytes);
}
__attribute__((used)) void faultline_memset(void *to, uint8_t byte, size_t bytes, bool is_volatile)
{
	memset(to, byte, bytes);
}
