import { ttm_bo_delayed_delete } from '../kernel/ttm-bo.ts';
import type { Daemon } from './actor.ts';

/** The delayed destroy worker: destroys released objects once they are idle (domain.md §4). */
const releaseWorker: Daemon = {
  summary: 'Destroys released objects once they are idle.',
  daemon: true,
  *start() {
    for (;;) yield ttm_bo_delayed_delete();
  },
};

export default releaseWorker;
