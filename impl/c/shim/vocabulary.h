/* Names that handlers use besides: what they mean here is what they mean for a fault. */
#ifndef FAULTLINE_VOCABULARY_H
#define FAULTLINE_VOCABULARY_H

/* Arguments are evaluated, as a message that is not printed does not spare reading them. */
__attribute__((import_module("faultline"), import_name("said"))) void faultline_said(int unused, ...);
#define FAULTLINE_SAID(...) faultline_said(0, ##__VA_ARGS__)

#define printk FAULTLINE_SAID
#define pr_debug FAULTLINE_SAID
#define pr_err FAULTLINE_SAID
#define pr_warn FAULTLINE_SAID
#define pr_info FAULTLINE_SAID
#define pr_notice FAULTLINE_SAID
#define pr_warn_once FAULTLINE_SAID
#define pr_err_once FAULTLINE_SAID
#define pr_warn_ratelimited FAULTLINE_SAID
#define pr_err_ratelimited FAULTLINE_SAID
#define pr_debug_ratelimited FAULTLINE_SAID
#define dev_dbg FAULTLINE_SAID
#define dev_err FAULTLINE_SAID
#define dev_warn FAULTLINE_SAID
#define dev_info FAULTLINE_SAID
#define dev_err_once FAULTLINE_SAID
#define dev_warn_once FAULTLINE_SAID
#define dev_err_ratelimited FAULTLINE_SAID
#define dev_warn_ratelimited FAULTLINE_SAID
#define dev_dbg_ratelimited FAULTLINE_SAID
#define drm_dbg FAULTLINE_SAID
#define drm_dbg_driver FAULTLINE_SAID
#define drm_dbg_core FAULTLINE_SAID
#define drm_dbg_kms FAULTLINE_SAID
#define drm_dbg_prime FAULTLINE_SAID
#define drm_dbg_ratelimited FAULTLINE_SAID
#define drm_err FAULTLINE_SAID
#define drm_err_once FAULTLINE_SAID
#define drm_err_ratelimited FAULTLINE_SAID
#define drm_warn FAULTLINE_SAID
#define drm_warn_once FAULTLINE_SAID
#define drm_info FAULTLINE_SAID
#define drm_info_once FAULTLINE_SAID
#define drm_notice FAULTLINE_SAID
#define DRM_ERROR FAULTLINE_SAID
#define DRM_DEBUG FAULTLINE_SAID
#define DRM_DEBUG_DRIVER FAULTLINE_SAID
#define DRM_INFO FAULTLINE_SAID
#define DRM_WARN FAULTLINE_SAID
#define DRM_DEV_ERROR FAULTLINE_SAID
#define DRM_ERROR_RATELIMITED FAULTLINE_SAID
#define dump_stack() do { } while (0)
#define drm_WARN_ON(dev, condition) ((void)(dev), WARN_ON(condition))
#define drm_WARN_ON_ONCE(dev, condition) drm_WARN_ON(dev, condition)
#define drm_WARN(dev, condition, ...) drm_WARN_ON(dev, condition)
#define drm_WARN_ONCE(dev, condition, ...) drm_WARN_ON(dev, condition)
#define VM_BUG_ON(condition) BUG_ON(condition)
#define VM_BUG_ON_VMA(condition, vma) BUG_ON(condition)
#define VM_WARN_ON(condition) WARN_ON(condition)
#define VM_WARN_ON_ONCE(condition) WARN_ON(condition)

/* Assertions of lockdep's: that of a reservation and of the mmap lock read what they ask for. */
#define lockdep_assert_held_read(lock) lockdep_assert_held(lock)
#define lockdep_assert_held_write(lock) lockdep_assert_held(lock)
#define lockdep_assert_once(condition) do { } while (0)
#define lockdep_assert_not_held(lock) do { } while (0)
#define might_lock(lock) do { } while (0)
#define might_fault() do { } while (0)
#define might_alloc(flags) do { } while (0)
#define might_sleep_if(condition) do { (void)(condition); } while (0)
#define mmap_assert_locked(mm) do { (void)(mm); } while (0)
#define mmap_assert_write_locked(mm) do { (void)(mm); } while (0)
#define vma_assert_locked(vma) do { (void)(vma); } while (0)
#define xe_assert(xe, condition) do { (void)(xe); (void)(condition); } while (0)
#define GEM_BUG_ON(condition) BUG_ON(condition)
#define GEM_WARN_ON(condition) WARN_ON(condition)
#define cond_resched() ((void)0)
#define cpu_relax() barrier()
#define smp_mb() barrier()
#define smp_rmb() barrier()
#define smp_wmb() barrier()
#define mb() barrier()
#define rmb() barrier()
#define wmb() barrier()
#define count_vm_event(event) do { } while (0)
#define count_vm_events(event, n) do { (void)(n); } while (0)
#define count_memcg_event_mm(mm, event) do { (void)(mm); } while (0)
enum vm_event_item { PGFAULT, PGMAJFAULT };

/* Numbers. */
#define BIT(n) (1UL << (n))
#define BIT_ULL(n) (1ULL << (n))
#define GENMASK(h, l) ((~0UL << (l)) & (~0UL >> (31 - (h))))
#define SZ_4K 0x1000
#define SZ_64K 0x10000
#define SZ_1M 0x100000
#define SZ_2M 0x200000
#define HZ 250
#define jiffies 0UL
#define msecs_to_jiffies(ms) ((unsigned long)(ms) / 4)
#define usecs_to_jiffies(us) ((unsigned long)(us) / 4000)
#define umin(a, b) min((unsigned long)(a), (unsigned long)(b))
#define umax(a, b) max((unsigned long)(a), (unsigned long)(b))
#define min3(a, b, c) min(min(a, b), c)
#define max3(a, b, c) max(max(a, b), c)
#define min_not_zero(a, b) ({ __typeof__(a) _n = (a); __typeof__(b) _m = (b); !_n ? _m : !_m ? _n : min(_n, _m); })
#define clamp(value, low, high) min(max(value, low), high)
#define clamp_t(type, value, low, high) min_t(type, max_t(type, value, low), high)
#define clamp_val(value, low, high) clamp_t(__typeof__(value), value, low, high)
#define swap(a, b) do { __typeof__(a) _s = (a); (a) = (b); (b) = _s; } while (0)
#define round_down(x, y) ((x) & ~((__typeof__(x))(y) - 1))
#define round_up(x, y) ((((x) - 1) | ((__typeof__(x))(y) - 1)) + 1)
#define ALIGN(x, a) round_up(x, a)
#define ALIGN_DOWN(x, a) round_down(x, a)
#define PAGE_ALIGN(x) ALIGN(x, PAGE_SIZE)
#define PAGE_ALIGN_DOWN(x) ALIGN_DOWN(x, PAGE_SIZE)
#define PAGE_ALIGNED(x) IS_ALIGNED((unsigned long)(x), PAGE_SIZE)
#define offset_in_page(p) ((unsigned long)(p) & ~PAGE_MASK)
#define DIV_ROUND_UP(n, d) (((n) + (d) - 1) / (d))
#define roundup(x, y) (DIV_ROUND_UP(x, y) * (y))
#define rounddown(x, y) ((x) - (x) % (y))
#define div_u64(n, d) ((u64)(n) / (u32)(d))
#define div64_u64(n, d) ((u64)(n) / (u64)(d))
#define do_div(n, base) ({ u32 _b = (base); u32 _r = (u64)(n) % _b; (n) = (u64)(n) / _b; _r; })
#define lower_32_bits(n) ((u32)(n))
#define upper_32_bits(n) ((u32)((u64)(n) >> 32))
#define is_power_of_2(n) ((n) && !((n) & ((n) - 1)))
#define ilog2(n) (31 - __builtin_clz(n))
#define order_base_2(n) ((n) > 1 ? ilog2((n) - 1) + 1 : 0)
#define get_order(size) ((size) > PAGE_SIZE ? ilog2(((size) - 1) >> PAGE_SHIFT) + 1 : 0)
#define hweight32(n) __builtin_popcount(n)
#define fls(n) ((n) ? 32 - __builtin_clz(n) : 0)
#define __ffs(n) __builtin_ctz(n)
#define check_add_overflow(a, b, sum) __builtin_add_overflow(a, b, sum)
#define check_sub_overflow(a, b, difference) __builtin_sub_overflow(a, b, difference)
#define check_mul_overflow(a, b, product) __builtin_mul_overflow(a, b, product)
#define overflows_type(n, type) ({ __typeof__(type) _t; __builtin_add_overflow(n, 0, &_t); })
#define range_overflows(start, size, max) ((start) >= (max) || (size) > (max) - (start))
#define range_overflows_t(type, start, size, max) range_overflows((type)(start), (type)(size), (type)(max))
#define U32_MAX (~0U)
#define U64_MAX (~0ULL)
#define INT_MAX 0x7fffffff
#define UINT_MAX (~0U)
#define LONG_MAX ((long)(~0UL >> 1))
#define ULONG_MAX (~0UL)
#define IS_ERR_OR_NULL(pointer) (!(pointer) || IS_ERR(pointer))
#define ERR_CAST(pointer) ((void *)(pointer))
#define PTR_ERR_OR_ZERO(pointer) (IS_ERR(pointer) ? PTR_ERR(pointer) : 0)
#define BUILD_BUG_ON(condition) _Static_assert(!(condition), "BUILD_BUG_ON")
#define BUILD_BUG_ON_ZERO(condition) 0
#define static_assert _Static_assert
#define smp_load_acquire(p) READ_ONCE(*(p))
#define smp_store_release(p, v) WRITE_ONCE(*(p), v)
#define data_race(x) (x)
#define rcu_dereference(p) READ_ONCE(p)
#define rcu_access_pointer(p) READ_ONCE(p)
#define rcu_assign_pointer(p, v) WRITE_ONCE(p, v)
#define __printf(a, b)
#define __must_hold(lock)
#define __acquires(lock)
#define __releases(lock)
#define __acquire(lock)
#define __release(lock)
#define __force
#define __rcu
#define __iomem
#define __percpu
#define __read_mostly
#define __cold
#define __packed __attribute__((packed))
#define __aligned(n) __attribute__((aligned(n)))
#define __unused __attribute__((unused))
#define __always_unused __attribute__((unused))
#define noinline_for_stack noinline
#define __cleanup(function) __attribute__((cleanup(function)))
#define struct_size(p, member, count) (sizeof(*(p)) + sizeof((p)->member[0]) * (count))
#define typecheck(type, x) 1
#define MODULE_AUTHOR(text)
#define MODULE_DESCRIPTION(text)
#define THIS_MODULE ((void *)0)

/* Single words that are read and written at once. */
typedef struct { int counter; } atomic_t;
typedef struct { s64 counter; } atomic64_t;
typedef atomic_t atomic_long_t;
typedef struct { atomic_t refs; } refcount_t;
#define ATOMIC_INIT(n) { (n) }
#define atomic_read(v) READ_ONCE((v)->counter)
#define atomic_set(v, n) WRITE_ONCE((v)->counter, n)
#define atomic_inc(v) ((void)((v)->counter++))
#define atomic_dec(v) ((void)((v)->counter--))
#define atomic_add(n, v) ((void)((v)->counter += (n)))
#define atomic_sub(n, v) ((void)((v)->counter -= (n)))
#define atomic_inc_return(v) (++(v)->counter)
#define atomic_dec_return(v) (--(v)->counter)
#define atomic_dec_and_test(v) (--(v)->counter == 0)
#define atomic_cmpxchg(v, old, new) ({ int _was = (v)->counter; if (_was == (old)) (v)->counter = (new); _was; })
#define atomic_xchg(v, new) ({ int _was = (v)->counter; (v)->counter = (new); _was; })
#define atomic64_read(v) READ_ONCE((v)->counter)
#define atomic64_set(v, n) WRITE_ONCE((v)->counter, n)
#define atomic64_inc(v) ((void)((v)->counter++))
#define atomic64_add(n, v) ((void)((v)->counter += (n)))
#define atomic64_inc_return(v) (++(v)->counter)
#define atomic_long_read(v) atomic_read(v)
#define atomic_long_inc(v) atomic_inc(v)
#define atomic_long_add(n, v) atomic_add(n, v)
#define xchg(p, v) ({ __typeof__(*(p)) _was = *(p); *(p) = (v); _was; })
#define cmpxchg(p, old, new) ({ __typeof__(*(p)) _was = *(p); if (_was == (old)) *(p) = (new); _was; })
#define refcount_set(r, n) atomic_set(&(r)->refs, n)
#define refcount_inc(r) atomic_inc(&(r)->refs)
#define refcount_dec_and_test(r) atomic_dec_and_test(&(r)->refs)
#define refcount_read(r) atomic_read(&(r)->refs)

#define BITS_PER_LONG (8 * (int)sizeof(long))
#define BITS_TO_LONGS(n) DIV_ROUND_UP(n, BITS_PER_LONG)
#define DECLARE_BITMAP(name, bits) unsigned long name[BITS_TO_LONGS(bits)]
PURE bool test_bit(unsigned long bit, const volatile unsigned long *map)
{
	return map[bit / 32] >> (bit % 32) & 1;
}
PURE void __set_bit(unsigned long bit, volatile unsigned long *map) { map[bit / 32] |= 1UL << (bit % 32); }
PURE void __clear_bit(unsigned long bit, volatile unsigned long *map) { map[bit / 32] &= ~(1UL << (bit % 32)); }
PURE bool test_and_set_bit(unsigned long bit, volatile unsigned long *map)
{
	bool was = map[bit / 32] >> (bit % 32) & 1;

	__set_bit(bit, map);
	return was;
}
PURE bool test_and_clear_bit(unsigned long bit, volatile unsigned long *map)
{
	bool was = map[bit / 32] >> (bit % 32) & 1;

	__clear_bit(bit, map);
	return was;
}
#define set_bit __set_bit
#define clear_bit __clear_bit
#define __test_and_set_bit test_and_set_bit
#define __test_and_clear_bit test_and_clear_bit

/* Lists. One that nothing was ever added to is zero here, and counts as empty. */
struct list_head { struct list_head *next, *prev; };
struct hlist_node { struct hlist_node *next, **pprev; };
struct hlist_head { struct hlist_node *first; };
struct rb_node { struct rb_node *left, *right; };
struct rb_root { struct rb_node *rb_node; };
struct rb_root_cached { struct rb_root rb_root; };
#define LIST_HEAD_INIT(name) { &(name), &(name) }
#define LIST_HEAD(name) struct list_head name = LIST_HEAD_INIT(name)
PURE void INIT_LIST_HEAD(struct list_head *list) { list->next = list->prev = list; }
PURE void faultline_list_made(struct list_head *list) { if (!list->next) INIT_LIST_HEAD(list); }
PURE void __list_del_entry(struct list_head *entry)
{
	if (!entry->next)
		return;
	entry->next->prev = entry->prev;
	entry->prev->next = entry->next;
}
PURE void list_add(struct list_head *entry, struct list_head *head)
{
	faultline_list_made(head);
	entry->next = head->next;
	entry->prev = head;
	head->next->prev = entry;
	head->next = entry;
}
PURE void list_add_tail(struct list_head *entry, struct list_head *head)
{
	faultline_list_made(head);
	list_add(entry, head->prev);
}
PURE void list_del(struct list_head *entry) { __list_del_entry(entry); entry->next = entry->prev = NULL; }
PURE void list_del_init(struct list_head *entry) { __list_del_entry(entry); INIT_LIST_HEAD(entry); }
PURE bool list_empty(const struct list_head *head) { return !head->next || head->next == head; }
#define list_empty_careful list_empty
PURE void list_move(struct list_head *entry, struct list_head *head) { __list_del_entry(entry); list_add(entry, head); }
PURE void list_move_tail(struct list_head *entry, struct list_head *head)
{
	__list_del_entry(entry);
	list_add_tail(entry, head);
}
#define list_entry(p, type, member) container_of(p, type, member)
#define list_first_entry(head, type, member) list_entry((head)->next, type, member)
#define list_for_each_entry(at, head, member)                                                   \
	for (at = (head)->next ? list_entry((head)->next, __typeof__(*at), member) : NULL;      \
	     at && &at->member != (head); at = list_entry(at->member.next, __typeof__(*at), member))
#define list_for_each_entry_safe(at, n, head, member)                                           \
	for (at = (head)->next ? list_entry((head)->next, __typeof__(*at), member) : NULL;      \
	     at && &at->member != (head) && (n = list_entry(at->member.next, __typeof__(*n), member), 1); \
	     at = n)

/* Locks of the driver's own: what is held of them is known by their addresses (pairs.h). */
struct lock_class_key { int unused; };
struct srcu_struct { int unused; };
struct device_driver;
struct completion { unsigned int done; };
struct wait_queue_head { int unused; };
typedef struct wait_queue_head wait_queue_head_t;
struct work_struct { void (*func)(struct work_struct *work); };
struct delayed_work { struct work_struct work; };
struct workqueue_struct;
struct timer_list { int unused; };
struct xarray { int unused; };
struct idr { int unused; };
struct ida { int unused; };
struct dentry;
struct seq_file;
struct scatterlist;
struct sg_table { struct scatterlist *sgl; unsigned int nents, orig_nents; };
struct dma_buf;
struct dma_buf_attachment;
struct pci_dev;
struct folio;
struct drm_file { void *driver_priv; };
struct drm_printer { int unused; };
struct io_mapping { resource_size_t base; };
#define DEFINE_MUTEX(name) struct mutex name
#define mutex_init(lock) do { (void)(lock); } while (0)
#define mutex_destroy(lock) do { (void)(lock); } while (0)
#define mutex_is_locked(lock) ((void)(lock), 1)
#define DEFINE_SPINLOCK(name) spinlock_t name
#define spin_lock_init(lock) do { (void)(lock); } while (0)
#define DECLARE_RWSEM(name) struct rw_semaphore name
#define init_rwsem(lock) do { (void)(lock); } while (0)
#define DEFINE_SRCU(name) struct srcu_struct name
#define DEFINE_STATIC_SRCU(name) static struct srcu_struct name
#define DECLARE_COMPLETION(name) struct completion name
#define DECLARE_WAIT_QUEUE_HEAD(name) struct wait_queue_head name
#define init_waitqueue_head(head) do { (void)(head); } while (0)
#define DECLARE_WORK(name, function) struct work_struct name = { function }
#define INIT_WORK(work, function) ((void)((work)->func = (function)))
#define rcu_read_lock() ((void)faultline_rcu_lock(1))
#define rcu_read_unlock() ((void)faultline_rcu_unlock(1))

/* Work, wake-ups and events go to somebody else, who plays no part in a fault. */
#define schedule_work(work) ((void)(work), true)
#define queue_work(queue, work) ((void)(queue), (void)(work), true)
#define schedule_delayed_work(work, delay) ((void)(work), (void)(delay), true)
#define queue_delayed_work(queue, work, delay) ((void)(queue), (void)(work), (void)(delay), true)
#define mod_delayed_work(queue, work, delay) queue_delayed_work(queue, work, delay)
#define wake_up(head) do { (void)(head); } while (0)
#define wake_up_all(head) wake_up(head)
#define wake_up_interruptible(head) wake_up(head)
#define complete(completion) do { (completion)->done++; } while (0)
ABSENT("wait_for_completion") void wait_for_completion(struct completion *it);
ABSENT("wait_for_completion_timeout")
unsigned long wait_for_completion_timeout(struct completion *it, unsigned long timeout);
ABSENT("wait_event") void faultline_wait_event(void);
/* What holds already is not waited for. */
#define wait_event(head, condition) do { if (!(condition)) faultline_wait_event(); } while (0)
#define wait_event_interruptible(head, condition)                                               \
	({ if (!(condition)) faultline_wait_event(); 0; })
#define wait_event_timeout(head, condition, timeout)                                            \
	({ if (!(condition)) faultline_wait_event(); (long)(timeout); })

/* Memory of the allocator's: what is taken has to be given back or left with somebody. */
#define GFP_ATOMIC 1u
#define GFP_NOWAIT 2u
#define GFP_USER GFP_KERNEL
#define GFP_HIGHUSER GFP_KERNEL
#define GFP_DMA32 0u
#define GFP_TRANSHUGE_LIGHT 0u
#define __GFP_NOWARN 0u
#define __GFP_NORETRY 0u
#define __GFP_RETRY_MAYFAIL 0u
#define __GFP_ACCOUNT 0u
void *faultline_alloc(size_t bytes, int sleeps);
void faultline_free(const void *memory);
#define kmalloc(bytes, flags) faultline_alloc(bytes, !((flags) & (GFP_ATOMIC | GFP_NOWAIT)))
#define kzalloc kmalloc
#define kvmalloc kmalloc
#define kvzalloc kmalloc
#define kcalloc(n, bytes, flags) kmalloc((n) * (bytes), flags)
#define kmalloc_array kcalloc
#define kvcalloc kcalloc
#define kvmalloc_array kcalloc
#define kzalloc_obj(object, ...) faultline_alloc(sizeof(object), 1)
#define kmalloc_obj kzalloc_obj
#define kfree(memory) faultline_free(memory)
#define kvfree(memory) faultline_free(memory)
PURE void faultline_free_kfree(void *p) { kfree(*(void **)p); }
#define faultline_free_kvfree faultline_free_kfree
#define __free(name) __attribute__((cleanup(faultline_free_##name)))
#define no_free_ptr(p) ({ __typeof__(p) _p = (p); (p) = NULL; _p; })
#define return_ptr(p) return no_free_ptr(p)

/* What is taken here is given back wherever the block is left. */
#define FAULTLINE_PASTE_(a, b) a##b
#define FAULTLINE_PASTE(a, b) FAULTLINE_PASTE_(a, b)
#define guard(word)                                                                             \
	void *FAULTLINE_PASTE(faultline_guard_, __LINE__)                                       \
		__attribute__((cleanup(faultline_leave_##word), unused)) = faultline_enter_##word
#define scoped_guard(word, ...)                                                                 \
	for (void *faultline_scope __attribute__((cleanup(faultline_leave_##word))) =           \
		     faultline_enter_##word(__VA_ARGS__), *faultline_once = (void *)1;          \
	     faultline_once; faultline_once = NULL)

/* The faulting thread. */
struct task_struct { struct mm_struct *mm; int pid, tgid; unsigned int flags; char comm[16]; };
extern struct task_struct faultline_current;
PRIMITIVE("signal_pending") int faultline_signal_pending(void);
#define current (&faultline_current)
#define signal_pending(task) ((void)(task), faultline_signal_pending() != 0)
#define fatal_signal_pending(task) ((void)(task), faultline_signal_pending() == 2)
PURE bool fault_signal_pending(vm_fault_t fault, void *regs)
{
	return (fault & VM_FAULT_RETRY) && faultline_signal_pending() != 0;
}

/* Memory of the user's: copying may fault, which takes the mmap lock. */
PRIMITIVE("copy_user") int faultline_copy_user(void);
#define copy_from_user(to, from, bytes)                                                         \
	((void)(to), (void)(from), (void)(bytes), (unsigned long)faultline_copy_user())
#define copy_to_user copy_from_user
#define __copy_from_user copy_from_user
#define __copy_to_user copy_from_user
#define get_user(value, at) ((value) = 0, (void)(at), faultline_copy_user())
#define put_user(value, at) ((void)(value), (void)(at), faultline_copy_user())
#define pin_user_pages_fast(start, n, flags, pages) ((void)(start), (void)(pages), faultline_copy_user())
#define get_user_pages_fast pin_user_pages_fast
#define unpin_user_page(page) do { (void)(page); } while (0)

/* Of this pair the functions of pairs.h are made. */
PRIMITIVE("resource_take") int faultline_take(const void *key, int pair, int how);
PRIMITIVE("resource_give") void faultline_give(const void *key, int pair);

/* References by way of GEM are TTM's (v6.15 and later). */
PURE struct ttm_buffer_object *faultline_of_gem(const struct drm_gem_object *gem)
{
	return (struct ttm_buffer_object *)gem;
}
PURE void drm_gem_object_get(struct drm_gem_object *gem) { faultline_bo_get(faultline_of_gem(gem)); }
PURE void drm_gem_object_put(struct drm_gem_object *gem)
{
	if (gem)
		ttm_bo_put(faultline_of_gem(gem));
}
#define __drm_gem_object_put drm_gem_object_put
PURE bool drm_gem_is_imported(const struct drm_gem_object *gem) { return gem->import_attach != NULL; }

/* Whole functions of TTM's, by their own parts. */
PURE int ttm_bo_reserve(struct ttm_buffer_object *bo, bool intr, bool no_wait, struct ww_acquire_ctx *ctx)
{
	int ret;

	if (no_wait)
		return dma_resv_trylock(bo->base.resv) ? 0 : -EBUSY;
	ret = intr ? dma_resv_lock_interruptible(bo->base.resv, ctx) : dma_resv_lock(bo->base.resv, ctx);
	return ret == -EINTR ? -ERESTARTSYS : ret;
}
PURE void ttm_bo_unreserve(struct ttm_buffer_object *bo)
{
	ttm_bo_move_to_lru_tail_unlocked(bo);
	dma_resv_unlock(bo->base.resv);
}
PURE int ttm_bo_wait(struct ttm_buffer_object *bo, bool intr, bool no_wait)
{
	long left;

	if (no_wait)
		return dma_resv_test_signaled(bo->base.resv, DMA_RESV_USAGE_BOOKKEEP) ? 0 : -EBUSY;
	left = dma_resv_wait_timeout(bo->base.resv, DMA_RESV_USAGE_BOOKKEEP, intr, 15 * HZ);
	return left < 0 ? left : left == 0 ? -EBUSY : 0;
}
#define ttm_bo_wait_ctx(bo, ctx) ttm_bo_wait(bo, (ctx)->interruptible, (ctx)->no_wait_gpu)
PURE bool ttm_tt_is_populated(struct ttm_tt *tt) { return tt->populated; }
#define ttm_bo_populate(...) \
	FAULTLINE_PICK_3(__VA_ARGS__, faultline_bo_populate_3, faultline_bo_populate_2)(__VA_ARGS__)
#define faultline_bo_populate_2(bo, ctx) faultline_bo_populate(bo, ctx)
#define faultline_bo_populate_3(bo, memcg, ctx) ((void)(memcg), faultline_bo_populate(bo, ctx))
/*
 * Kernels that have it give every object a table (gutting keeps it: domain.md B20); where a world
 * has none all the same, the answer is that of the function for tables.
 */
PURE int faultline_bo_populate(struct ttm_buffer_object *bo, struct ttm_operation_ctx *ctx)
{
	return faultline_tt_populate(bo->ttm, ctx->interruptible);
}
PURE bool dma_resv_is_locked(struct dma_resv *resv) { return resv->owner != 0; }
#define dma_fence_get_rcu(fence) dma_fence_get(fence)
#define dma_fence_get_rcu_safe(place) dma_fence_get(READ_ONCE(*(place)))
#define dma_fence_enable_sw_signaling(fence) do { (void)READ_ONCE((fence)->refcount); } while (0)
ABSENT("dma_resv_get_singleton")
int dma_resv_get_singleton(struct dma_resv *resv, int usage, struct dma_fence **fence);
ABSENT("ttm_bo_validate")
int ttm_bo_validate(struct ttm_buffer_object *bo, void *placement, struct ttm_operation_ctx *ctx);
ABSENT("ttm_bo_unmap_virtual") void ttm_bo_unmap_virtual(struct ttm_buffer_object *bo);
ABSENT("ttm_bo_move_to_pinned") void ttm_bo_move_to_pinned(struct ttm_buffer_object *bo);

extern int reservation_ww_class;
#define ww_acquire_init(ctx, class) ((void)((ctx)->stamp = 1, (ctx)->acquired = 0))
#define ww_acquire_fini(ctx) do { (void)(ctx); } while (0)
#define ww_acquire_done(ctx) do { (void)(ctx); } while (0)

/* Faults and vmas, with the names of 7.x. */
#define VM_FAULT_MAJOR ((vm_fault_t)4)
#define VM_FAULT_LOCKED ((vm_fault_t)0x200)
#define VM_FAULT_COMPLETED ((vm_fault_t)0x4000)
#define VM_FAULT_HWPOISON ((vm_fault_t)0x10)
#define VM_FAULT_SIGSEGV ((vm_fault_t)0x40)
#define VM_FAULT_DONE_COW ((vm_fault_t)0x1000)
#define FAULT_FLAG_VMA_LOCK 0x1000u
#define FAULT_FLAG_REMOTE 0x80u
#define FAULT_FLAG_UNSHARE 0x400u
#define VM_RAND_READ 0x00010000
#define VM_SEQ_READ 0x00008000
#define VM_EXEC 4
#define VM_MAYREAD 0x10
#define VM_DONTFAULT 0
PURE vm_fault_t vmf_error(int err) { return err == -ENOMEM ? VM_FAULT_OOM : VM_FAULT_SIGBUS; }
PURE unsigned long linear_page_index(const struct vm_area_struct *vma, unsigned long address)
{
	return ((address - vma->vm_start) >> PAGE_SHIFT) + vma->vm_pgoff;
}
PURE unsigned long vma_start_pgoff(const struct vm_area_struct *vma) { return vma->vm_pgoff; }
PURE unsigned long vma_end_pgoff(const struct vm_area_struct *vma)
{
	return vma->vm_pgoff + vma_pages(vma);
}
PURE bool vma_is_cow_mapping(const struct vm_area_struct *vma) { return is_cow_mapping(vma->vm_flags); }
#define vma_get_page_prot(vma) vm_get_page_prot((vma)->vm_flags)
#define pgprot_noncached(prot) (((prot) & ~(unsigned long)PROT_WRITE_COMBINED) | PROT_UNCACHED)
#define pgprot_writecombine(prot) (((prot) & ~(unsigned long)PROT_UNCACHED) | PROT_WRITE_COMBINED)
#define pgprot_device pgprot_noncached
#define pgprot_encrypted(prot) ((prot) | PROT_ENCRYPTED)
#define get_page(page) do { (void)(page)->pfn; } while (0)
#define put_page(page) do { (void)(page)->pfn; } while (0)
#define set_page_dirty(page) ((void)(page)->pfn)
#define mark_page_accessed(page) ((void)(page)->pfn)
#define page_to_phys(page) (page_to_pfn(page) << PAGE_SHIFT)
PRIMITIVE("mmap_read_lock") void mmap_read_lock(struct mm_struct *mm);
ABSENT("mmap_read_trylock") bool mmap_read_trylock(struct mm_struct *mm);
ABSENT("mmap_write_lock") void mmap_write_lock(struct mm_struct *mm);
ABSENT("mmap_write_unlock") void mmap_write_unlock(struct mm_struct *mm);
ABSENT("vma_end_read") void vma_end_read(struct vm_area_struct *vma);
ABSENT("release_fault_lock") void release_fault_lock(struct vm_fault *vmf);
ABSENT("maybe_unlock_mmap_for_io")
struct file *maybe_unlock_mmap_for_io(struct vm_fault *vmf, struct file *file);
ABSENT("vm_insert_page") int vm_insert_page(struct vm_area_struct *vma, unsigned long at, struct page *page);
ABSENT("vmf_insert_page_mkwrite")
vm_fault_t vmf_insert_page_mkwrite(struct vm_fault *vmf, struct page *page, bool write);
ABSENT("vmf_insert_pfn_pmd") vm_fault_t vmf_insert_pfn_pmd(struct vm_fault *vmf, pfn_t pfn, bool write);
ABSENT("vmf_insert_pfn_pud") vm_fault_t vmf_insert_pfn_pud(struct vm_fault *vmf, pfn_t pfn, bool write);
ABSENT("remap_pfn_range") int remap_pfn_range(struct vm_area_struct *vma, unsigned long at, unsigned long pfn,
					      unsigned long bytes, pgprot_t prot);
#define io_remap_pfn_range remap_pfn_range
ABSENT("zap_vma_ptes")
void zap_vma_ptes(struct vm_area_struct *vma, unsigned long at, unsigned long bytes);
#define zap_special_vma_range zap_vma_ptes
ABSENT("unmap_mapping_range")
void unmap_mapping_range(struct address_space *mapping, loff_t at, loff_t bytes, int even_cows);

#endif
