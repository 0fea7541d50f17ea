import { type Litmus, world } from '../litmus-world.ts';

/** Two threads of one mm touch two pages of one object. */
const litmus: Litmus = {
  summary: 'Two threads of one mm touch two pages of one object.',
  world: world({ faults: [{ page: 0 }, { page: 1 }] }),
};

export default litmus;
