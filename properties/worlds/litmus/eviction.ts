import { type Litmus, world } from '../litmus-world.ts';

/** An object is evicted while a thread touches it. */
const litmus: Litmus = {
  summary: 'An object is evicted while a thread touches it.',
  world: world({
    objects: [{ placement: 'vram', caching: 'write-combined' }],
    environment: [{ actor: 'evictor', target: 0, variant: 'to-tt' }],
  }),
};

export default litmus;
