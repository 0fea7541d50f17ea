import { mutant } from './patch/mutant.ts';

/** A signal that arrives while pages are allocated starts the OOM killer. */
export default mutant({
  of: 'v5.5',
  file: 'impl/helpers/v5.5.ts',
  killedBy: 'signal-is-no-error',
  row: 'domain.md §7 V3',
  summary: 'Populates so that a signal interrupts it, and still takes every failure for OOM.',
  was: '{ interruptible: false, no_wait_gpu: false }',
  becomes: '{ interruptible: true, no_wait_gpu: false }',
});
