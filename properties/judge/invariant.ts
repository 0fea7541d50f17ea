import type { ByEvent, EventName } from '../../impl/kernel/event-names.ts';
import type { Execution } from '../../scheduler/execute.ts';
import type { Event, Facts, LawFacts } from './facts.ts';

/**
 * A law, judged on a trace alone. One file in `invariants/` each; the file name is its name.
 *
 * A judge gets the event and the facts *before* that event, and answers with what it found wrong in
 * words, or undefined. Only events of faulting tasks reach a law; what the core does around the
 * handler is among them, which `facts.attempt.inHandler` tells apart.
 */
export interface Invariant {
  /** The law in words, one sentence. */
  readonly claim: string;
  /** Where it comes from: a section of domain.md, a commit, a paper. */
  readonly source: string;
  /**
   * A breach changes nothing for what follows, so later breaches of other laws stand on their own.
   * Unless this is set, they count as its consequences.
   */
  readonly nonFatal?: true;
  /** Of laws that want something back: what takes it and gives it, to find who has kept it. */
  readonly wantsBack?: WantedBack;
  /** By name of the event kind at which it is judged. */
  readonly on?: ByEvent<Judge>;
  /** The same of operations that had to wait, at the moment when they are performed. */
  readonly onWait?: ByEvent<WaitJudge>;
  /** A new run begins; for laws with a state of their own. */
  begin?(facts: Facts): void;
  /** Judged once when the run is over. */
  atEnd?(facts: Facts, execution: Execution): Breach | undefined;
}

/** What takes something, by the reply of the primitive, and what gives it back. */
export interface WantedBack {
  readonly takes: ByEvent<(reply: number) => boolean>;
  readonly gives: readonly EventName[];
  /** A helper may return with it, for its caller to give back. */
  readonly isHandedOver?: true;
}

/** Asked at an event: what is wrong, in words, or undefined; of others' attempts nothing. */
export type Judge = (event: Event, facts: LawFacts) => string | undefined;

/**
 * The same for an operation that had to wait. Of the facts it sees the attempt alone, which is the
 * same when the wait begins and when it ends: so it is known beforehand whether a wait matters.
 */
export type WaitJudge = (
  event: Omit<Event, 'reply' | 'waited'>,
  facts: Pick<LawFacts, 'attempt' | 'mayDropMmapLock'>,
) => string | undefined;

/** What was found at the end of a run, blamed on one task or on an earlier event of the trace. */
export interface Breach {
  readonly found: string;
  readonly task: number;
  /** Step of the event that is to blame; the last one unless given. */
  readonly step?: number;
}

/** A law that a run broke: the first time it did so. */
export interface Violation {
  readonly invariant: string;
  readonly found: string;
  readonly task: number;
  readonly step: number;
  /** Index of the event in the trace; the number of events if it shows only at the end. */
  readonly event: number;
}
