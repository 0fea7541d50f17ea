import { defect } from '../../mutants/patch/defect.ts';

/**
 * The hook moves an object that others have reserved: their placement changes under their hands.
 */
export default defect({
  of: 'v5.11+amdgpu',
  file: 'impl/drivers/amdgpu.ts',
  row: 'domain.md §2.7',
  summary: 'Lets the driver move the object before it is reserved.',
  was: `      let ret = yield* ttm_bo_vm_reserve(bo, vmf);
      if (ret !== 0) return ret;

      yield drm_dev_enter(ddev);
      unlock: {
        if (ddev.driver!.fault_reserve_notify) {
          const err = yield fault_reserve_notify(bo);
          if (err !== 0) {
            yield drm_dev_exit(ddev);
            ret = err === -EBUSY || err === -ERESTARTSYS ? VM_FAULT_NOPAGE : VM_FAULT_SIGBUS;
            break unlock;
          }
        }

        ret`,
  becomes: `      let ret = 0;
      if (ddev.driver!.fault_reserve_notify) {
        const err = yield fault_reserve_notify(bo);
        if (err !== 0) {
          return err === -EBUSY || err === -ERESTARTSYS ? VM_FAULT_NOPAGE : VM_FAULT_SIGBUS;
        }
      }

      ret = yield* ttm_bo_vm_reserve(bo, vmf);
      if (ret !== 0) return ret;

      yield drm_dev_enter(ddev);
      {
        ret`,
});
