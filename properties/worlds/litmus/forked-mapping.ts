import { type Litmus, world } from '../litmus-world.ts';

/** A mapping is copied for a child, which exits, while the parent unmaps its own. */
const litmus: Litmus = {
  summary: 'A mapping is copied for a child, which exits, while the parent unmaps its own.',
  world: world({
    objects: [{ handle: false }],
    environment: [
      { actor: 'fork', target: 0, variant: 'child-exits' },
      { actor: 'munmap', target: 0, variant: 'downgrade' },
    ],
  }),
};

export default litmus;
