import { type Litmus, world } from '../litmus-world.ts';

/** A thread is killed while another one and an eviction compete with it. */
const litmus: Litmus = {
  summary: 'A thread is killed while another one and an eviction compete with it.',
  world: world({
    objects: [{ placement: 'vram' }],
    faults: [{}, { page: 1 }],
    environment: [
      { actor: 'evictor', target: 0, variant: 'to-tt' },
      { actor: 'signal', target: 0, variant: 'fatal' },
    ],
  }),
};

export default litmus;
