import type { Machine } from '../execute.ts';
import type { Footprints } from './footprint.ts';

/** A machine whose every access is recorded, so that its runs can be reduced. */
export interface RecordedMachine extends Machine {
  readonly recorder: RecorderView;
  /** Performs something, and takes back all that it did to the machine. */
  rehearse(perform: () => void): void;
}

/** What an exploration wants to know of the machine. */
export interface RecorderView {
  paused: boolean;
  /** The present transition's. */
  readonly footprint: Footprints;
  /** By task: a digest of what its code has seen. */
  readonly seen: Int32Array;
  /** Two digests of the machine's state, beside the tasks' own. */
  readonly state: Int32Array;
  /** A transition begins. */
  clear(): void;
  /** The task learns a value. */
  tell(task: number, value: number): void;
}

/** Who looks at the runs while they are explored. */
export interface Watcher {
  /** Looks at what the trace has gained; true if nothing that follows matters. */
  follow(): boolean;
  /** A digest of what it still has in mind: it answers alike after equal ones. */
  digest(): number;
}
