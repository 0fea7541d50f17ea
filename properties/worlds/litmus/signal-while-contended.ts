import { type Litmus, world } from '../litmus-world.ts';

/** The kernel touches an object that somebody else has reserved, with a signal pending. */
const litmus: Litmus = {
  summary: 'The kernel touches an object that somebody else has reserved, with a signal pending.',
  world: world({
    faults: [{}, { page: 1, caller: 'kernel' }],
    environment: [{ actor: 'signal', target: 1, variant: 'non-fatal' }],
  }),
};

export default litmus;
