/* Types and macros that every file of the kernel takes for granted. */
#ifndef FAULTLINE_LANGUAGE_H
#define FAULTLINE_LANGUAGE_H

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
#define barrier() __atomic_signal_fence(__ATOMIC_SEQ_CST)
#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))
#define offsetof(type, member) __builtin_offsetof(type, member)
/* A driver's struct around one of TTM's has to fit into the room that there is. */
#define FAULTLINE_IS(type, member, other) \
	__builtin_types_compatible_p(__typeof__(((type *)0)->member), struct other)
#define FAULTLINE_FITS(type, member, other)                                                    \
	(!FAULTLINE_IS(type, member, other) ||                                                  \
	 (offsetof(type, member) <= FAULTLINE_ROOM_BEFORE &&                                    \
	  sizeof(type) - offsetof(type, member) <= FAULTLINE_BYTES_##other + FAULTLINE_ROOM_BEHIND))
#define container_of(p, type, member)                                                          \
	({                                                                                      \
		_Static_assert(FAULTLINE_FITS(type, member, ttm_buffer_object) &&               \
				       FAULTLINE_FITS(type, member, ttm_bo_device),             \
			       "the struct around TTM's is larger than the room for it");       \
		(type *)((char *)(p) - offsetof(type, member));                                 \
	})
#define container_of_const container_of
#define min(a, b) ({ __typeof__(a) _a = (a); __typeof__(b) _b = (b); _a < _b ? _a : _b; })
#define max(a, b) ({ __typeof__(a) _a = (a); __typeof__(b) _b = (b); _a > _b ? _a : _b; })
#define min_t(t, a, b) ({ t _a = (a); t _b = (b); _a < _b ? _a : _b; })
#define max_t(t, a, b) ({ t _a = (a); t _b = (b); _a > _b ? _a : _b; })
/* An option that is set is 1 (or its name with _MODULE is): then the word is an argument more. */
#define FAULTLINE_SET_1 0,
#define FAULTLINE_SECOND(first, second, ...) second
#define FAULTLINE_IS_SET(value) FAULTLINE_IS_SET_(value)
#define FAULTLINE_IS_SET_(value) FAULTLINE_IS_SET__(FAULTLINE_SET_##value)
#define FAULTLINE_IS_SET__(word) FAULTLINE_SECOND(word 1, 0, 0)
#define IS_BUILTIN(option) FAULTLINE_IS_SET(option)
#define IS_MODULE(option) FAULTLINE_IS_SET(option##_MODULE)
#define IS_ENABLED(option) (IS_BUILTIN(option) || IS_MODULE(option))
#define IS_REACHABLE(option) IS_ENABLED(option)
#define KERNEL_VERSION(a, b, c) (((a) << 16) + ((b) << 8) + ((c) > 255 ? 255 : (c)))
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
#define ERR_PTR(error) ((void *)(long)(error))
#define PTR_ERR(pointer) ((long)(pointer))
#define IS_ERR(pointer) ((unsigned long)(pointer) >= (unsigned long)-4095)

void *memcpy(void *to, const void *from, size_t bytes);
void *memset(void *to, int byte, size_t bytes);
void *memmove(void *to, const void *from, size_t bytes);

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

#endif
