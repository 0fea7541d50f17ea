import { type Litmus, world } from '../litmus-world.ts';

/** Time passes for a thread that may not retry while the object is still being copied. */
const litmus: Litmus = {
  summary: 'Time passes for a thread that may not retry while the object is still being copied.',
  world: world({
    objects: [{ placement: 'tt', moving: 'pending' }],
    faults: [{ caller: 'fixup-locked' }],
    environment: [{ actor: 'timer', target: 0, variant: 'passes' }],
  }),
};

export default litmus;
