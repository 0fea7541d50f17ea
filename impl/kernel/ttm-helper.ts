import type { Coroutine } from '../../scheduler/operation.ts';
import type { Kernel } from './kernel.ts';
import { RESERVE_ENTER, RESERVE_RETURN, RESERVED_ENTER, RESERVED_RETURN } from './marks.ts';
import type { ttm_buffer_object, vm_fault } from './memory/structs.ts';

/**
 * What `EXPORT_SYMBOL` is to the C: makes a helper one that others may call. Its beginning and its
 * end stand in the trace, so that laws can tell what the helper did from what its caller did.
 */

/** `vm_fault_t ttm_bo_vm_reserve(struct ttm_buffer_object *bo, struct vm_fault *vmf)` */
export type ReserveHelper = (bo: ttm_buffer_object, vmf: vm_fault) => Coroutine;
/** `vm_fault_t ttm_bo_vm_fault_reserved(vmf, prot, num_prefault[, fault_page_size])` */
export type ReservedHelper = (
  vmf: vm_fault,
  prot: number,
  num_prefault: number,
  fault_page_size?: number,
) => Coroutine;

/** Makes a function the reserve helper of its version. */
export function exportReserve(helper: ReserveHelper): ReserveHelper {
  return function* ttm_bo_vm_reserve(bo, vmf) {
    const kernel = bo.memory as Kernel;
    const task = kernel.running;
    const object = bo.ptr;
    kernel.trace.mark(RESERVE_ENTER, task, object);
    const ret = yield* helper(bo, vmf);
    kernel.trace.mark(RESERVE_RETURN, task, object, 0, 0, 0, ret);
    return ret;
  };
}

/** Makes a function the fault helper of its version. */
export function exportReserved(helper: ReservedHelper): ReservedHelper {
  return function* ttm_bo_vm_fault_reserved(vmf, prot, num_prefault, fault_page_size) {
    const kernel = vmf.memory as Kernel;
    const task = kernel.running;
    kernel.trace.mark(RESERVED_ENTER, task, 0, num_prefault, prot);
    const ret = yield* helper(vmf, prot, num_prefault, fault_page_size);
    kernel.trace.mark(RESERVED_RETURN, task, 0, 0, 0, 0, ret);
    return ret;
  };
}
