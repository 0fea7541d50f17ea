import { type Litmus, world } from '../litmus-world.ts';

/** A thread that may not retry meets another one on the same object. */
const litmus: Litmus = {
  summary: 'A thread that may not retry meets another one on the same object.',
  world: world({ faults: [{}, { page: 1, caller: 'fixup-locked' }] }),
};

export default litmus;
