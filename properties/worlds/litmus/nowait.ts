import { type Litmus, world } from '../litmus-world.ts';

/** A thread that must not sleep meets an eviction. */
const litmus: Litmus = {
  summary: 'A thread that must not sleep meets an eviction.',
  world: world({
    objects: [{ placement: 'tt' }],
    faults: [{ caller: 'nowait' }],
    environment: [{ actor: 'evictor', target: 0, variant: 'to-vram' }],
  }),
};

export default litmus;
