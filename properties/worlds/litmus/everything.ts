import { type Litmus, world } from '../litmus-world.ts';

/** Two threads, an eviction, an unmapping, a submission and a signal: the benchmark world. */
const litmus: Litmus = {
  summary:
    'Two threads, an eviction, an unmapping, a submission and a signal: the benchmark world.',
  world: world({
    objects: [{ placement: 'vram', caching: 'write-combined', pages: 4 }],
    vmas: [{ pages: 4 }],
    faults: [{ write: true }, { page: 1, write: true }],
    environment: [
      { actor: 'evictor', target: 0, variant: 'to-tt' },
      { actor: 'munmap', target: 0, variant: 'downgrade' },
      { actor: 'signal', target: 0, variant: 'non-fatal' },
    ],
    driver: { ioReserveLru: ['vram'] },
  }),
};

export default litmus;
