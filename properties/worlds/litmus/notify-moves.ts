import { type Litmus, world } from '../litmus-world.ts';

/** The driver moves the object from a manager with the fast path to one with the io lock. */
const litmus: Litmus = {
  summary: 'The driver moves the object from a manager with the fast path to one with the io lock.',
  world: world({ driver: { notify: 'to-vram', ioReserveLru: ['vram'] } }),
};

export default litmus;
