import { mutant } from './patch/mutant.ts';

export default mutant({
  of: 'v5.11+amdgpu',
  file: 'impl/drivers/amdgpu.ts',
  killedBy: 'device-section-balanced',
  row: 'domain.md §6 M26',
  summary: 'Stays in the device section when the hook fails, so the device can never be unplugged.',
  was: `            yield drm_dev_exit(ddev);
            ret =`,
  becomes: '            ret =',
});
