import { type Litmus, world } from 'faultline';

export default {
  summary: 'A thread reads the first page of a large object.',
  world: world({ objects: [{ pages: 18 }], vmas: [{ pages: 18 }] }),
} satisfies Litmus;
