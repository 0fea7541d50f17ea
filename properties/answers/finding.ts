import type { World } from '../../impl/kernel/world.ts';
import type { Outcome } from '../../scheduler/execute.ts';
import type { Schedule } from '../../scheduler/schedule.ts';
import type { Continuations } from './continuations.ts';
import type { PortableEvent } from './portable-event.ts';
import type { Lasso } from './restart-bounds.ts';
import type { Size } from './run.ts';

/** A law that a subject broke, with the smallest run that shows it. */
export interface Finding {
  readonly invariant: string;
  readonly claim: string;
  readonly source: string;
  readonly found: string;
  /** Row of domain.md §6 if this is a known defect of the subject, and what it is. */
  readonly known: { readonly row: string; readonly summary: string } | null;
  /** Who broke the law, and at which step of the shrunk run. */
  readonly task: string;
  readonly step: number;
  /** Index into `trace` of the event at which it broke; the number of events for the end. */
  readonly event: number;
  readonly consequences: readonly Consequence[];
  /** Size of the run in which it was found first. */
  readonly original: Size;
  readonly shrunk: Size & { readonly world: World; readonly schedule: Schedule };
  readonly outcome: Outcome;
  readonly trace: readonly PortableEvent[];
  /** Not there if the source is not at hand. */
  readonly excerpt?: Excerpt;
  /** The lines that made events of the trace, each once; those whose source is at hand. */
  readonly lines?: readonly EventLine[];
  /** What the faulting tasks went through, as far as the statechart could be followed. */
  readonly chart?: readonly ChartStep[];
  /** Of a regression: what the baseline does there, which keeps the law. */
  readonly other?: OtherSide;
  /** Where what the law forbids is to go on for ever. */
  readonly lasso?: Lasso;
  readonly continuations?: Continuations;
  /** Why the project accepts it, if it does. */
  readonly accepted?: string;
}

/** A law that broke because another one had been broken before, or for the same reason. */
export interface Consequence {
  readonly invariant: string;
  readonly found: string;
  readonly task: string;
  readonly step: number;
}

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
