import { defect } from '../../mutants/patch/defect.ts';

/**
 * After RETRY without the mmap lock munmap and a closed handle may have freed the object that is
 * read.
 */
export default defect({
  of: 'v5.11+amdgpu',
  file: 'impl/drivers/amdgpu.ts',
  row: 'domain.md §7 U1',
  summary: 'Looks the device up in the object again when it leaves the section of the device.',
  was: `          1,
        );
        yield drm_dev_exit(ddev);
`,
  becomes: `          1,
        );
        yield drm_dev_exit(bo.bdev!);
`,
});
