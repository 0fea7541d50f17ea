import { type Litmus, world } from '../litmus-world.ts';

/** A thread that may not retry touches an object that is still being copied. */
const litmus: Litmus = {
  summary: 'A thread that may not retry touches an object that is still being copied.',
  world: world({
    objects: [{ placement: 'tt', moving: 'pending' }],
    faults: [{ caller: 'fixup-locked' }],
    environment: [{ actor: 'signal', target: 0, variant: 'non-fatal' }],
  }),
};

export default litmus;
