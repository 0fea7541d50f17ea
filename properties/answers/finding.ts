import type { Profile } from '../../impl/kernel/profile.ts';
import type { World } from '../../impl/kernel/world.ts';
import type { ProfileOrigin, SourceCoverage } from '../../impl/subject.ts';
import type { Outcome } from '../../scheduler/execute.ts';
import type { Preemption, Schedule } from '../../scheduler/schedule.ts';
import type { Certificate } from '../explore/certificate.ts';
import type { Continuations } from '../explore/failure-probability.ts';
import type { ChartCoverage } from './chart-coverage.ts';
import type { ChartStep, EventLine, Excerpt, OtherSide } from './finding-parts.ts';
import type { Refinement } from './refinement.ts';
import type { Lasso, Restarts } from './restart-bounds.ts';

/**
 * What `check` and `gate` answer: plain JSON, published under these schema names.
 *
 * The JSON Schemas are in `reports/schemas/`.
 */
export const CHECK_SCHEMA = 'faultline.check/1';
export const GATE_SCHEMA = 'faultline.gate/1';
export const EXPLORE_SCHEMA = 'faultline.explore/1';
export const COUNTEREXAMPLE_SCHEMA = 'faultline.counterexample/1';

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

/** One event of a trace in names instead of numbers. */
export interface PortableEvent {
  readonly step: number;
  /** Name of the task; empty for what the kernel did by itself. */
  readonly task: string;
  /** Name of the operation or mark. */
  readonly event: string;
  /** Name of the object, or the field for a read or write. */
  readonly object: string;
  readonly args: readonly number[];
  readonly reply: number;
  /** The task had to wait before it could do this. */
  readonly waited?: true;
  /** The event as one reads it: `dma_resv_trylock(resv-1) = true`. */
  readonly text: string;
  /** The line of the subject's source that it comes from: `ttm_bo_vm.c:143`. */
  readonly at?: string;
}

/** A law that broke because another one had been broken before, or for the same reason. */
export interface Consequence {
  readonly invariant: string;
  readonly found: string;
  readonly task: string;
  readonly step: number;
}

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

/** Which goals a check reached: return codes, rows of the domain's tables, chart transitions. */
export interface Coverage {
  readonly goals: readonly {
    readonly name: string;
    readonly source: string;
    readonly reached: number;
  }[];
  readonly transitions: ChartCoverage;
  /** How the runs ended. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** Lines and branches of a subject in C. */
  readonly source?: SourceCoverage;
}

/** The answer of `check` for one subject. */
export interface CheckReport {
  readonly schema: typeof CHECK_SCHEMA;
  readonly subject: string;
  readonly profile: Profile;
  readonly profileFrom: ProfileOrigin;
  readonly seed: number;
  /** Runs that were judged. */
  readonly runs: number;
  /** Wall-clock time, or null where the caller wants the same bytes every time. */
  readonly seconds: number | null;
  readonly strategy: string;
  /** Name of the litmus world, or null when worlds were generated. */
  readonly world: string | null;
  /** The check was stopped before it had done all its runs. */
  readonly interrupted: boolean;
  readonly coverage: Coverage;
  readonly violations: readonly Finding[];
  readonly certificate: Certificate;
}

/** Behaviour that one side showed and the other did not in the same runs. */
export interface Change {
  readonly behaviour: string;
  readonly only: 'candidate' | 'baseline';
  readonly witness: { readonly world: World; readonly schedule: Schedule };
  /** Why the project accepts it, if it does. */
  readonly accepted?: string;
}

/** What a project accepts, and the gate has not seen. */
export interface Stale {
  /** Of the law, or the behaviour. */
  readonly name: string;
  readonly reason: string;
  /** What became of it. */
  readonly why: string;
}

/** The answer of `gate`. */
export interface GateReport {
  readonly schema: typeof GATE_SCHEMA;
  readonly candidate: string;
  readonly baseline: string;
  readonly profiles: { readonly candidate: Profile; readonly baseline: Profile };
  readonly profilesFrom: { readonly candidate: ProfileOrigin; readonly baseline: ProfileOrigin };
  readonly seed: number;
  readonly runs: number;
  readonly seconds: number | null;
  readonly interrupted: boolean;
  readonly safe: boolean;
  /** Laws that the candidate breaks and the baseline keeps. */
  readonly regressions: readonly Finding[];
  /** Regressions that the project accepts, and entries without any; not there without a file. */
  readonly accepted?: readonly Finding[];
  readonly stale?: readonly Stale[];
  /** Laws that both break. */
  readonly inherited: readonly Finding[];
  /** Laws that the baseline breaks and the candidate keeps; the runs are the baseline's. */
  readonly fixed: readonly Finding[];
  readonly changes: readonly Change[];
  readonly refinement?: Refinement;
  readonly coverage: Coverage;
  readonly certificate: Certificate;
  /** What one has to know of how the candidate came about; not there for nothing. */
  readonly notes?: readonly string[];
}

/** What came of exploring one world. */
export interface ExploredWorld {
  readonly world: string;
  /** Names of its tasks, those that no run waits for included. */
  readonly tasks: readonly string[];
  /** Every interleaving was visited: no run of this world breaks another law. */
  readonly exhausted: boolean;
  /** An estimate of how much of the whole was visited, 0 to 1. */
  readonly share: number;
  /** An estimate of the steps of the whole, where it was not exhausted and took long enough. */
  readonly estimate?: number;
  /** Runs that came to their end. */
  readonly executions: number;
  readonly states: number;
  readonly transitions: number;
  /** Paths left because the state had been explored, or since another order stands for them. */
  readonly merged: number;
  readonly asleep: number;
  /** Paths left where a broken law leaves nothing to conclude. */
  readonly cut: number;
  /** Steps of the longest run. */
  readonly deepest: number;
  /** How runs ended. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** Laws that are broken, with the fewest preemptions that do it, if that was proven. */
  readonly broken: readonly {
    readonly invariant: string;
    readonly preemptions: number;
    readonly fewest: boolean;
  }[];
  readonly restarts?: Restarts;
}

/** The answer of `explore` for one subject. */
export interface ExploreReport {
  readonly schema: typeof EXPLORE_SCHEMA;
  readonly subject: string;
  readonly profile: Profile;
  readonly profileFrom: ProfileOrigin;
  /** The most preemptions of a run that was visited, or null for any number. */
  readonly preemptions: number | null;
  readonly seconds: number | null;
  readonly interrupted: boolean;
  readonly worlds: readonly ExploredWorld[];
  /** Each broken law once, in the run with the fewest preemptions over all worlds. */
  readonly violations: readonly Finding[];
  readonly certificate: Certificate;
}

/** A finding as a file that replays. */
export interface Counterexample {
  readonly schema: typeof COUNTEREXAMPLE_SCHEMA;
  readonly subject: string;
  readonly profile: Profile;
  readonly finding: Finding;
}

/** What long work tells while it runs. */
export interface Progress {
  readonly subject: string;
  readonly phase: 'search' | 'shrink' | 'compare' | 'explore';
  readonly done: number;
  readonly total: number;
  readonly violations: number;
  readonly goalsReached: number;
  readonly goals: number;
}
