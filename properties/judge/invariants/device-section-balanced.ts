import type { Invariant } from '../invariant.ts';

/** A section that is never left keeps the device from being unplugged for ever. */
const invariant: Invariant = {
  claim: 'Every drm_dev_enter that succeeded is matched by one drm_dev_exit before the return.',
  source: 'domain.md §2.9, §5.2; mutant M26 of §6',
  nonFatal: true,
  wantsBack: { takes: { drm_dev_enter: (reply) => reply !== 0 }, gives: ['drm_dev_exit'] },
  on: {
    drm_dev_exit: (_event, { attempt }) =>
      attempt.inHandler && attempt.deviceSections <= 0
        ? 'drm_dev_exit without a drm_dev_enter'
        : undefined,
    fault_return: (_event, { attempt: { deviceSections } }) =>
      deviceSections > 0
        ? 'the handler returned inside a section that drm_dev_enter had opened'
        : undefined,
  },
};

export default invariant;
