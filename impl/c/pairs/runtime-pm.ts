import type { Pair } from '../front-end/pairs.ts';

/** A device is kept awake (kernel: Documentation/power/runtime_pm.rst). */
const pair: Pair = {
  takes: {
    pm_runtime_get: {},
    pm_runtime_get_sync: { sleeps: true },
    pm_runtime_get_noresume: {},
    pm_runtime_resume_and_get: { sleeps: true },
    intel_runtime_pm_get: { sleeps: true },
    xe_pm_runtime_get: { sleeps: true },
    xe_pm_runtime_get_noresume: {},
    xe_pm_runtime_get_if_active: { tries: true },
    xe_pm_runtime_get_if_in_use: { tries: true },
    pm_runtime_get_if_active: { tries: true },
    pm_runtime_get_if_in_use: { tries: true },
    xe_device_mem_access_get: { sleeps: true },
  },
  gives: {
    pm_runtime_put: 0,
    pm_runtime_put_sync: 0,
    pm_runtime_put_noidle: 0,
    pm_runtime_put_autosuspend: 0,
    intel_runtime_pm_put: 0,
    intel_runtime_pm_put_unchecked: 0,
    xe_pm_runtime_put: 0,
    xe_device_mem_access_put: 0,
  },
  guards: { xe_pm_runtime: ['xe_pm_runtime_get', 'xe_pm_runtime_put'] },
};

export default pair;
