import type { Execution } from '../execute.ts';
import type { Loops } from './loops.ts';
import type { Memory } from './states.ts';

/** Who looks at the runs while they are explored. */
export interface Watcher extends Memory {
  /** Everything begins. */
  begin(): void;
  /**
   * Looks at what the trace has gained; true if nothing that follows matters. What it looks at in
   * the machine is part of the transition's footprint.
   */
  follow(loops: Loops): boolean;
  /** By task: what it has counted in the last transition; the most on any path is found out. */
  readonly gains: Uint8Array;
  /** The run has come to its end. */
  end(execution: Execution): void;
  save(slot: number): void;
  restore(slot: number): void;
}
