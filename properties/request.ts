import type { World } from '../impl/kernel/world.ts';
import type { Schedule } from '../scheduler/schedule.ts';
import type { Continuations } from './answers/continuations.ts';
import type { Counterexample } from './answers/counterexample.ts';
import type { Coverage } from './answers/coverage.ts';
import type { KeptRun } from './answers/event-schedule.ts';
import type { Finding, OtherSide } from './answers/finding.ts';
import type { Change } from './answers/gate-report.ts';
import type { Run } from './answers/run.ts';
import type { SearchPart, WorldResult } from './answers/work.ts';
import type { HiddenRegression } from './compare/both-sides.ts';
import type { Refined } from './compare/refinement/refine.ts';
import type { Accepting } from './corpus/accepted.ts';
import type { FromCorpus } from './corpus/corpus.ts';
import type { Replayed } from './corpus/replay.ts';
import type { Exhausted } from './explore/exhaust.ts';
import type { Shrunk } from './run/shrink.ts';
import type { NamedWorld } from './worlds/litmus-world.ts';

/** What is asked of one subject; plans know subjects by their numbers. */
interface OfSubject {
  readonly subject: number;
}

/** What a plan can ask an executor for, by kind: plain data, for other threads to perform. */
export interface Requests {
  /** Try kept runs. */
  retry: OfSubject & { readonly runs: readonly KeptRun[] };
  /** Visit every interleaving of the worlds that are small enough. */
  exhaust: OfSubject;
  /** Search chunks `from` up to `to` with these subjects. The executor may divide them. */
  search: { readonly subjects: readonly number[]; readonly from: number; readonly to: number };
  /** Make a run in which a law is broken as small as can be; it is one of several. */
  shrink: OfSubject & {
    readonly run: Run;
    readonly law: string;
    readonly done: number;
    readonly total: number;
  };
  /** Look for the runs with the fewest preemptions in which laws break, of which a run is known. */
  fewest: OfSubject & { readonly known: ReadonlyMap<string, Run> };
  /** Run a broken law again, and write down all that the run shows, with lines of the source. */
  describe: OfSubject & { readonly law: string; readonly original: Run; readonly shrunk: Run };
  /** Say how likely the law, which breaks in this run at this event, still breaks at each step. */
  probabilities: OfSubject & { readonly run: Run; readonly law: string; readonly event: number };
  /** Say what a search has covered. */
  coverage: OfSubject & { readonly part: SearchPart };
  /** Say whether the subject breaks a law in this world, under whatever schedule. */
  breaks: OfSubject & { readonly world: World; readonly law: string };
  /** Find a plain run of this world in which the law is broken. */
  breaking: OfSubject & { readonly world: World; readonly law: string };
  /** Of a gate: find a run for a goal that only this side has reached. */
  change: { readonly goal: number; readonly only: Change['only'] };
  /** Of a gate: look for new ways in which the candidate breaks laws that both sides break. */
  hidden: { readonly laws: readonly string[]; readonly accepting: Accepting };
  /** Of a gate: look for an access that succeeds with the baseline alone. */
  'lost-access': object;
  /** Run a finding's world and schedule with another subject than its own. */
  'other-side': OfSubject & { readonly world: World; readonly schedule: Schedule };
  /** Of a gate: compare what can be seen of both sides from outside, in these worlds as well. */
  refine: { readonly beside: readonly NamedWorld[]; readonly isSame: boolean };
  /** Visit every interleaving of a world of the plan, by its number. */
  explore: OfSubject & { readonly world: number; readonly isFirst: boolean };
  /** Follow a counterexample. */
  replay: OfSubject & { readonly file: Counterexample };
}

/** What comes back. */
export interface Answers {
  retry: FromCorpus;
  exhaust: readonly Exhausted[];
  search: Searched;
  shrink: Shrunk;
  fewest: readonly { readonly law: string; readonly run: Run }[];
  describe: Finding;
  /** Null if that takes too long. */
  probabilities: Continuations | null;
  coverage: Coverage;
  breaks: boolean;
  breaking: Run | null;
  /** Null if there is no such run, or the other side has one as well. */
  change: Change | null;
  hidden: readonly HiddenRegression[];
  /** Null if there is none. */
  'lost-access': Change | null;
  'other-side': OtherSide;
  refine: Refined;
  /** Null if the time was over before it was begun. */
  explore: WorldResult | null;
  replay: Replayed;
}

/** What came of a request to search. */
export interface Searched {
  /** Chunks before this one were searched. */
  readonly to: number;
  /** One for each subject, of these chunks alone. */
  readonly parts: readonly SearchPart[];
  /**
   * There is nothing more to search, or no time for it. Otherwise the executor only wants to know
   * how long it takes to make small what was found.
   */
  readonly isOver: boolean;
}

/** Name of a request. */
export type RequestKind = keyof Requests;

/** A request by its kind. */
export type RequestOf<K extends RequestKind> = { readonly kind: K } & Requests[K];

/** Any request. */
export type Request = { [K in RequestKind]: RequestOf<K> }[RequestKind];

/** Any answer. */
export type Answer = Answers[RequestKind];

/**
 * A question as a plan of work: it yields requests that do not depend on one another, is given
 * their answers in the same order, and returns what they come to.
 *
 * It does no work of its own that takes long, so that any executor can obey it.
 */
export type Plan<R> = Generator<readonly Request[], R, readonly Answer[]>;

/** A part of a plan: one request, and what comes back. */
export function* ask<K extends RequestKind>(kind: K, what: Requests[K]): Plan<Answers[K]> {
  const [answer] = yield* askAll(kind, [what]);
  return answer!;
}

/** A part of a plan: requests of one kind that do not depend on one another. */
export function* askAll<K extends RequestKind>(
  kind: K,
  all: readonly Requests[K][],
): Plan<readonly Answers[K][]> {
  if (all.length === 0) return [];
  const answers = yield all.map((what) => ({ kind, ...what }) as Request);
  return answers as readonly Answers[K][];
}
