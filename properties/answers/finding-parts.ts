import type { PortableEvent } from './finding.ts';

/** The lines of the subject's source around the one at which a law broke. */
export interface Excerpt {
  /** `ttm_bo_vm.c:143` */
  readonly at: string;
  /** The law broke in this line; else it is the last one that the task is known to have run. */
  readonly exact: boolean;
  readonly lines: readonly { readonly line: number; readonly text: string }[];
}

/** A line of the subject's source that made an event of a run. */
export interface EventLine {
  /** `ttm_bo_vm.c:143` */
  readonly at: string;
  readonly text: string;
}

/** A state of the statechart that a faulting task is in from an event on. */
export interface ChartStep {
  /** Index into the trace; the event's task is meant. */
  readonly event: number;
  /** Where the attempt is, its flags, and every region that is not at rest. */
  readonly state: string;
  /** The event that the statechart does not have in this state; nothing is known after it. */
  readonly refused?: string;
}

/** What a baseline does in the world of a finding, under the same schedule as far as it can. */
export interface OtherSide {
  /** Its name. */
  readonly subject: string;
  readonly trace: readonly PortableEvent[];
}
