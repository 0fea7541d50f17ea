import { type Litmus, world } from '../litmus-world.ts';

/**
 * A submitter that copies user memory, a faulting thread, and a writer that waits for the mmap
 * lock.
 */
const litmus: Litmus = {
  summary:
    'A submitter that copies user memory, a faulting thread, and a writer that waits for the ' +
    'mmap lock.',
  world: world({
    vmas: [{}, {}],
    environment: [
      { actor: 'submitter', target: 0, variant: 'one-copies' },
      { actor: 'munmap', target: 1, variant: 'write-locked' },
    ],
  }),
};

export default litmus;
