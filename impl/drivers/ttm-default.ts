import { dma_resv_unlock } from '../kernel/dma-resv.ts';
import type { vm_fault } from '../kernel/memory/structs.ts';
import { FAULT_FLAG_RETRY_NOWAIT, VM_FAULT_RETRY } from '../kernel/mm-flags.ts';
import { vm_get_page_prot } from '../kernel/protection.ts';
import { TTM_BO_VM_NUM_PREFAULT } from '../kernel/ttm-flags.ts';
import type { Driver } from '../subject.ts';

/** `ttm_bo_vm_fault` of the posted patch and of v5.5: the handler for drivers without their own. */
const driver: Driver = {
  summary: 'The default handler of the posted patch and of v5.5.',
  handler: ({ ttm_bo_vm_reserve, ttm_bo_vm_fault_reserved }) =>
    function* ttm_bo_vm_fault(vmf: vm_fault) {
      const vma = vmf.vma!;
      const bo = vma.vm_private_data!;

      let ret = yield* ttm_bo_vm_reserve(bo, vmf);
      if (ret !== 0) return ret;

      const prot = vm_get_page_prot(vma.vm_flags);
      ret = yield* ttm_bo_vm_fault_reserved(vmf, prot, TTM_BO_VM_NUM_PREFAULT);
      if (ret === VM_FAULT_RETRY && !(vmf.flags & FAULT_FLAG_RETRY_NOWAIT)) return ret;

      yield dma_resv_unlock(bo.base.resv!);

      return ret;
    },
};

export default driver;
