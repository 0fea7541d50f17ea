/* Reservations, fences, spinlocks. */
#ifndef FAULTLINE_DMA_RESV_H
#define FAULTLINE_DMA_RESV_H

/* Ticks of time, in which waits are given an end. */
#define HZ 250
#define msecs_to_jiffies(ms) (((ms) * HZ + 999) / 1000)

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
PRIMITIVE("dma_fence_wait_timeout")
long dma_fence_wait_timeout(struct dma_fence *fence, int intr, long timeout);

#endif
