import type { World } from '../../impl/kernel/world.ts';
import type { Schedule } from '../../scheduler/schedule.ts';
import type { PortableEvent } from './portable-event.ts';

/** What the outside can see of two sides, compared both ways. */
export interface Refinement {
  /** One for each kind of difference, those of the candidate first. */
  readonly differences: readonly Difference[];
  /** What the candidate alone can do makes it unsafe. */
  readonly demanded: boolean;
}

/** Something that one side can show and the other cannot, after the two have shown the same. */
export interface Difference {
  readonly only: 'candidate' | 'baseline';
  /** What differences of one kind have in common: `fault returns VM_FAULT_NOPAGE`. */
  readonly kind: string;
  /** Who shows it; empty for the end of a run. */
  readonly task: string;
  /** What that side does, in order: `puts bo-1`, `returns VM_FAULT_RETRY`. */
  readonly shows: readonly string[];
  /** What the other side can do instead, of the same task if it can do anything. */
  readonly instead: readonly Alternative[];
  /** Places at which a difference of this kind was found, over all worlds. */
  readonly places: number;
  /** Name of the litmus world of the witness, or null for a world that was drawn. */
  readonly world: string | null;
  readonly witness: Witness;
}

/** What a task does at one moment. */
export interface Alternative {
  readonly task: string;
  readonly shows: readonly string[];
}

/** One world, and a run of each side: alike to the outside until one does what the other cannot. */
export interface Witness {
  readonly world: World;
  readonly candidate: WitnessRun;
  readonly baseline: WitnessRun;
}

/** One of the runs. */
export interface WitnessRun {
  /** Of the whole run. */
  readonly schedule: Schedule;
  /** Steps after which the two no longer show the same, and those up to what differs. */
  readonly parts: number;
  readonly differs: number;
  /**
   * Events from there to the end of the run, without accesses of memory; before them what the task
   * did that differs and nobody has seen by then.
   */
  readonly trace: readonly PortableEvent[];
}

/** For what a comparison of two sides holds. */
export interface Compared {
  /** Worlds in which everything that either side can show was compared. */
  readonly exhausted: readonly ComparedWorld[];
  /** Litmus worlds that are too large for that, or were not come to. */
  readonly left: readonly string[];
  readonly sampled: ComparedRuns;
}

/** A world in which everything was compared, up to where the sides part. */
export interface ComparedWorld {
  readonly world: string;
  /** States of either side. */
  readonly candidate: number;
  readonly baseline: number;
}

/** What came of runs of either side in other worlds. */
export interface ComparedRuns {
  readonly runs: number;
  /** The other side showed the same under the same preemptions; under another schedule. */
  readonly same: number;
  readonly followed: number;
  /** The other side cannot show the same. */
  readonly differ: number;
  /** Neither was found within the limit. */
  readonly undecided: number;
}
