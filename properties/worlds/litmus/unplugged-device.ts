import { type Litmus, world } from '../litmus-world.ts';

/** The device goes while a thread touches a page of its memory. */
const litmus: Litmus = {
  summary: 'The device goes while a thread touches a page of its memory.',
  world: world({
    objects: [{ placement: 'vram', caching: 'write-combined' }],
    environment: [{ actor: 'unplug', target: 0, variant: 'unplug' }],
  }),
};

export default litmus;
