import type { World } from '../../impl/kernel/world.ts';
import type { Preemption } from '../../scheduler/schedule.ts';

/** A run before it is run: the world, and where to switch tasks. */
export interface Run {
  readonly world: World;
  readonly preemptions: readonly Preemption[];
}

/** How large a run is; shrinking makes each of these smaller. */
export interface Size {
  /** Primitives that the world lets fail. */
  readonly faults: number;
  /** Faulting tasks and actors; daemons do not count. */
  readonly tasks: number;
  /** Context switches at which the task that ran could have gone on. */
  readonly switches: number;
  readonly steps: number;
}
