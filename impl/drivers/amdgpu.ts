import { ttm_bo_vm_dummy_page } from '../helpers/static/dummy-page.ts';
import { dma_resv_unlock } from '../kernel/dma-resv.ts';
import { drm_dev_enter, drm_dev_exit } from '../kernel/drm-device.ts';
import { EBUSY, ERESTARTSYS } from '../kernel/errno.ts';
import type { vm_fault } from '../kernel/memory/structs.ts';
import {
  FAULT_FLAG_RETRY_NOWAIT,
  VM_FAULT_NOPAGE,
  VM_FAULT_RETRY,
  VM_FAULT_SIGBUS,
} from '../kernel/mm-flags.ts';
import { fault_reserve_notify } from '../kernel/move.ts';
import { TTM_BO_VM_NUM_PREFAULT } from '../kernel/ttm-flags.ts';
import type { Driver } from '../subject.ts';

/**
 * `amdgpu_gem_fault` of v5.14: the device is kept from being unplugged and the driver's own hook is
 * called, between the two helpers (domain.md §5.2).
 *
 * A device that is gone shows a page of zeroes.
 */
const driver: Driver = {
  summary: 'The handler of amdgpu from v5.14 on: device section and hook between the helpers.',
  handler: ({ ttm_bo_vm_reserve, ttm_bo_vm_fault_reserved }) =>
    function* amdgpu_gem_fault(vmf: vm_fault) {
      const bo = vmf.vma!.vm_private_data!;
      const ddev = bo.bdev!;

      let ret = yield* ttm_bo_vm_reserve(bo, vmf);
      if (ret !== 0) return ret;

      unlock: {
        if (!(yield drm_dev_enter(ddev))) {
          ret = yield* ttm_bo_vm_dummy_page(vmf, vmf.vma!.vm_page_prot);
          break unlock;
        }
        if (ddev.driver!.fault_reserve_notify) {
          const err = yield fault_reserve_notify(bo);
          if (err !== 0) {
            yield drm_dev_exit(ddev);
            ret = err === -EBUSY || err === -ERESTARTSYS ? VM_FAULT_NOPAGE : VM_FAULT_SIGBUS;
            break unlock;
          }
        }

        ret = yield* ttm_bo_vm_fault_reserved(
          vmf,
          vmf.vma!.vm_page_prot,
          TTM_BO_VM_NUM_PREFAULT,
          1,
        );
        yield drm_dev_exit(ddev);
      }
      if (ret === VM_FAULT_RETRY && !(vmf.flags & FAULT_FLAG_RETRY_NOWAIT)) return ret;

      yield dma_resv_unlock(bo.base.resv!);

      return ret;
    },
};

export default driver;
