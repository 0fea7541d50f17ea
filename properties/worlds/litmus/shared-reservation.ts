import { type Litmus, world } from '../litmus-world.ts';

/** Two objects share a reservation and are touched by two threads. */
const litmus: Litmus = {
  summary: 'Two objects share a reservation and are touched by two threads.',
  world: world({
    objects: [{}, { placement: 'vram' }],
    vmas: [{}, { object: 1 }],
    faults: [{}, { vma: 1 }],
  }),
};

export default litmus;
