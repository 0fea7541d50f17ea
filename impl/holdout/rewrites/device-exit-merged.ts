import { rewrite } from '../../mutants/patch/rewrite.ts';

/** Every path between entering and leaving is the same, and each leaves once. */
export default rewrite({
  of: 'v5.11+amdgpu',
  file: 'impl/drivers/amdgpu.ts',
  summary: 'Leaves the section of the device in one place.',
  edits: [
    {
      was: `      unlock: {
        if (ddev`,
      becomes: `      {
        ret = 0;
        if (ddev`,
    },
    {
      was: `          if (err !== 0) {
            yield drm_dev_exit(ddev);
            ret = err === -EBUSY || err === -ERESTARTSYS ? VM_FAULT_NOPAGE : VM_FAULT_SIGBUS;
            break unlock;
          }
`,
      becomes: `          if (err === -EBUSY || err === -ERESTARTSYS) ret = VM_FAULT_NOPAGE;
          else if (err !== 0) ret = VM_FAULT_SIGBUS;
`,
    },
    {
      was: `        ret = yield* ttm_bo_vm_fault_reserved(
          vmf,
          vmf.vma!.vm_page_prot,
          TTM_BO_VM_NUM_PREFAULT,
          1,
        );
`,
      becomes: `        const prot = vmf.vma!.vm_page_prot;
        if (ret === 0) ret = yield* ttm_bo_vm_fault_reserved(vmf, prot, TTM_BO_VM_NUM_PREFAULT, 1);
`,
    },
  ],
});
