import { type Coroutine, Operation } from '../../scheduler/operation.ts';
import { putFence } from './dma-fence.ts';
import { dma_resv_lock_interruptible, dma_resv_unlock } from './dma-resv.ts';
import { isBusy } from './dma-resv-fences.ts';
import { ERESTARTSYS } from './errno.ts';
import { freeIoMem } from './io-mem.ts';
import { type Kernel, POISON } from './kernel.ts';
import { LAYOUT } from './memory/layout.ts';
import { dma_resv, ttm_buffer_object, ttm_mem_type_manager, ttm_tt } from './memory/structs.ts';
import { mutex_lock_interruptible, mutex_unlock } from './mutex.ts';
import { primitive } from './primitive.ts';

/** Lifetime of buffer objects, their place on the LRU, and waiting for them (domain.md §2.4). */

/** The last put takes the io lock of the manager, up to v5.9, and takes the object off its LRU. */
function ioLockFree(kernel: Kernel, bo: ttm_buffer_object): boolean {
  const man = ttm_mem_type_manager.at(kernel, LAYOUT.managers[bo.mem.mem_type]!);
  return man.io_reserve_fastpath !== 0 || man.io_reserve_mutex.owner === 0;
}

/** Another object has the same reservation. */
const isShared = (kernel: Kernel, bo: ttm_buffer_object): boolean =>
  kernel.objects().some((other) => other !== bo && other.base.resv === bo.base.resv);

/** Who evicts an object holds it, and not its reservation alone. */
function isEvicted({ world }: Kernel, bo: ttm_buffer_object): boolean {
  const actor = world.environment[bo.base.resv!.owner - 1 - world.faults.length];
  return (
    actor?.actor === 'evictor' && LAYOUT.objects[actor.target % world.objects.length] === bo.ptr
  );
}

/**
 * An object that was let go of can be destroyed: no move of an object with its reservation is under
 * way, and nobody holds that, unless it is shared: the object has a copy of it by then.
 */
export function isIdle(kernel: Kernel, bo: ttm_buffer_object): boolean {
  const { owner, ptr } = bo.base.resv!;
  const free = owner === 0 || (isShared(kernel, bo) && !isEvicted(kernel, bo));
  return free && !isBusy(kernel, ptr);
}

/** The object and its translation table are gone. */
export function destroy(kernel: Kernel, bo: ttm_buffer_object): void {
  if (bo.moving) putFence(kernel, bo.moving);
  if (bo.ttm) kernel.free(ttm_tt, bo.ttm.ptr);
  const own = bo.base.resv!;
  const shared = isShared(kernel, bo);
  kernel.free(ttm_buffer_object, bo.ptr);
  if (!shared) kernel.free(dma_resv, own.ptr);
}

const GET = primitive({
  name: 'ttm_bo_get',
  perform(kernel, _task, { object }) {
    kernel.add(object + ttm_buffer_object.offsets.kref, 1);
    return 0;
  },
});

const PUT = primitive({
  name: 'ttm_bo_put',
  enabled(kernel, _task, { object }) {
    const bo = ttm_buffer_object.at(kernel, object);
    return bo.kref !== 1 || (ioLockFree(kernel, bo) && bo.bdev!.glob!.lru_lock.owner === 0);
  },
  perform(kernel, _task, { object }) {
    const bo = ttm_buffer_object.at(kernel, object);
    bo.kref -= 1;
    if (bo.kref !== 0) return 0;
    freeIoMem(kernel, bo);
    if (isIdle(kernel, bo)) {
      destroy(kernel, bo);
    } else {
      bo.deleted = 1;
      kernel.add(LAYOUT.objectsDeleted, 1);
    }
    return 0;
  },
});

const GET_UNLESS_ZERO = primitive({
  name: 'ttm_bo_get_unless_zero',
  reply: 'bool',
  perform(kernel, _task, { object }) {
    const bo = ttm_buffer_object.at(kernel, object);
    if (bo.kref === 0 || bo.kref === POISON) return 0;
    bo.kref += 1;
    return 1;
  },
});

const MOVE_TO_LRU_TAIL = primitive({ name: 'ttm_bo_move_to_lru_tail', perform: () => 0 });

const deletable = (kernel: Kernel, bo: ttm_buffer_object): boolean =>
  bo.deleted === 1 && isIdle(kernel, bo);

const DELAYED_DESTROY = primitive({
  name: 'ttm_bo_delayed_delete',
  reply: 'address',
  enabled: (kernel) =>
    kernel.see(LAYOUT.objectsDeleted) > 0 && kernel.objects().some((bo) => deletable(kernel, bo)),
  perform(kernel) {
    const bo = kernel.objects().find((it) => deletable(kernel, it))!;
    destroy(kernel, bo);
    kernel.add(LAYOUT.objectsDeleted, -1);
    return bo.ptr;
  },
});

/** Takes a reference; the caller must know that the object is alive. */
export const ttm_bo_get = (bo: ttm_buffer_object): Operation => new Operation(GET, bo.ptr);
/** 1 with a reference taken, 0 if the object is on its way out; for finding objects by name. */
export const ttm_bo_get_unless_zero = (bo: ttm_buffer_object): Operation =>
  new Operation(GET_UNLESS_ZERO, bo.ptr);
/** Drops a reference; the last one releases the object, for which it may have to wait. */
export const ttm_bo_put = (bo: ttm_buffer_object): Operation => new Operation(PUT, bo.ptr);
/** Under the LRU spinlock. */
export const ttm_bo_move_to_lru_tail = (bo: ttm_buffer_object): Operation =>
  new Operation(MOVE_TO_LRU_TAIL, bo.ptr);
/** The delayed destroy worker: runs once an object that was let go of is idle. */
export const ttm_bo_delayed_delete = (): Operation => new Operation(DELAYED_DESTROY, LAYOUT.device);

/**
 * Waits until the object is not reserved, up to v5.5: one waiter at a time takes the reservation
 * and gives it back. 0, which promises nothing, or -ERESTARTSYS.
 */
export function* ttm_bo_wait_unreserved(bo: ttm_buffer_object): Coroutine {
  const { memory } = bo;
  const silent = ttm_buffer_object.at(memory, bo.ptr);
  if ((yield mutex_lock_interruptible(silent.wu_mutex)) !== 0) return -ERESTARTSYS;
  let ret = 0;
  const resv = silent.base.resv!;
  if (resv.owner !== 0) {
    ret = yield dma_resv_lock_interruptible(resv, null);
    if (ret === 0) yield dma_resv_unlock(resv);
    else ret = -ERESTARTSYS;
  }
  yield mutex_unlock(silent.wu_mutex);
  return ret;
}
