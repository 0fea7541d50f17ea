import { dma_fence_signal } from '../kernel/dma-fence.ts';
import type { Daemon } from './actor.ts';

/** The GPU: signals the fences of moves, oldest first, whenever it is picked (domain.md §4). */
const gpu: Daemon = {
  summary: 'Signals the fences of pipelined moves, oldest first.',
  daemon: true,
  *start() {
    for (;;) yield dma_fence_signal();
  },
};

export default gpu;
