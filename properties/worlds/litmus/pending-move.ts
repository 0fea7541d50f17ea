import { type Litmus, world } from '../litmus-world.ts';

/** A thread touches an object that is still being copied. */
const litmus: Litmus = {
  summary: 'A thread touches an object that is still being copied.',
  world: world({ objects: [{ placement: 'vram', moving: 'pending' }] }),
};

export default litmus;
