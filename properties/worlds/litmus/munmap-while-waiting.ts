import { type Litmus, world } from '../litmus-world.ts';

/** The last mapping and the handle go away while a thread waits for a pending move. */
const litmus: Litmus = {
  summary: 'The last mapping and the handle go away while a thread waits for a pending move.',
  world: world({
    objects: [{ placement: 'vram', moving: 'pending' }],
    environment: [
      { actor: 'munmap', target: 0, variant: 'downgrade' },
      { actor: 'handle-close', target: 0, variant: 'close' },
    ],
  }),
};

export default litmus;
