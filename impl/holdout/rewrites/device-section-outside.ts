import { rewrite } from '../../mutants/patch/rewrite.ts';

/** One may sleep inside the section, and each path out of the handler leaves it once. */
export default rewrite({
  of: 'v5.11+amdgpu',
  file: 'impl/drivers/amdgpu.ts',
  summary: 'Enters the section of the device before it reserves the object.',
  was: `      let ret = yield* ttm_bo_vm_reserve(bo, vmf);
      if (ret !== 0) return ret;

      yield drm_dev_enter(ddev);
`,
  becomes: `      yield drm_dev_enter(ddev);
      let ret = yield* ttm_bo_vm_reserve(bo, vmf);
      if (ret !== 0) {
        yield drm_dev_exit(ddev);
        return ret;
      }

`,
});
