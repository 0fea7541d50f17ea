import { type Litmus, world } from '../litmus-world.ts';

/** A thread touches an object that is still being copied, and a writer wants the mmap lock. */
const litmus: Litmus = {
  summary:
    'A thread touches an object that is still being copied, and a writer wants the mmap lock.',
  world: world({
    objects: [{ placement: 'vram', moving: 'pending' }],
    vmas: [{}, {}],
    environment: [
      { actor: 'submitter', target: 0, variant: 'one' },
      { actor: 'munmap', target: 1, variant: 'write-locked' },
    ],
  }),
};

export default litmus;
