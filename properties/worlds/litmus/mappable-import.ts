import { type Litmus, world } from '../litmus-world.ts';

/** A thread touches a page of an EXTERNAL table that may be mapped. */
const litmus: Litmus = {
  summary: 'A thread touches a page of an EXTERNAL table that may be mapped.',
  world: world({ objects: [{ placement: 'tt', imported: 'mappable' }] }),
};

export default litmus;
