import { type Litmus, world } from '../litmus-world.ts';

/** Bus address space is short: reserving for one object unmaps another one. */
const litmus: Litmus = {
  summary: 'Bus address space is short: reserving for one object unmaps another one.',
  world: world({
    objects: [{ placement: 'vram' }, { placement: 'vram', reservation: 1 }],
    vmas: [{}, { object: 1 }],
    faults: [{}, { vma: 1 }],
    environment: [{ actor: 'io-evictor', target: 0, variant: 'vram' }],
    driver: { ioReserveLru: ['vram'] },
  }),
};

export default litmus;
