import { type Litmus, world } from '../litmus-world.ts';

/** One thread touches one page. */
const litmus: Litmus = {
  summary: 'One thread touches one page.',
  world: world({}),
};

export default litmus;
