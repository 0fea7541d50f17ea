import { type Litmus, world } from '../litmus-world.ts';

/** An object loses its pages and its table while threads touch it. */
const litmus: Litmus = {
  summary: 'An object loses its pages and its table while threads touch it.',
  world: world({
    objects: [{ placement: 'vram' }],
    environment: [{ actor: 'evictor', target: 0, variant: 'gutting' }],
  }),
};

export default litmus;
