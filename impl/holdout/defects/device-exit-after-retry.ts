import { defect } from '../../mutants/patch/defect.ts';

/**
 * RETRY without the mmap lock returns inside the section, and unplugging the device waits for
 * ever.
 */
export default defect({
  of: 'v5.11+amdgpu',
  file: 'impl/drivers/amdgpu.ts',
  row: 'domain.md §2.9',
  summary: 'Leaves the section of the device only when the mmap lock has been kept.',
  was: `        );
        yield drm_dev_exit(ddev);
      }
      if (ret === VM_FAULT_RETRY && !(vmf.flags & FAULT_FLAG_RETRY_NOWAIT)) return ret;
`,
  becomes: `        );
        if (ret === VM_FAULT_RETRY && !(vmf.flags & FAULT_FLAG_RETRY_NOWAIT)) return ret;
        yield drm_dev_exit(ddev);
      }
`,
});
