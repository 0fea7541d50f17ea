import { type Litmus, world } from '../litmus-world.ts';

/** The kernel touches an object that is still being copied, with a signal pending. */
const litmus: Litmus = {
  summary: 'The kernel touches an object that is still being copied, with a signal pending.',
  world: world({
    objects: [{ placement: 'vram', moving: 'pending' }],
    faults: [{ caller: 'kernel' }],
    environment: [{ actor: 'signal', target: 0, variant: 'non-fatal' }],
  }),
};

export default litmus;
