import { History } from '../scheduler/history.ts';
import { preemptions } from '../scheduler/strategies/preemptions.ts';
import { type Cause, causeOf, explains, keyOf } from './cause.ts';
import { type Drawn, Draws, mix } from './draws.ts';
import type { Run } from './finding.ts';
import { Sampling } from './sampling.ts';
import type { Judged, Session } from './session.ts';
import type { CheckOptions } from './tools.ts';
import { assertRepeats, TWICE_EVERY } from './twice.ts';

/** A run in which a law was broken, before it is shrunk. */
export interface Witness {
  readonly cause: Cause;
  readonly run: Run;
}

/** What a search saw. */
export interface Search {
  readonly runs: number;
  readonly interrupted: boolean;
  /** Laws that were broken in any run, on their own or as a consequence. */
  readonly broken: ReadonlySet<string>;
  readonly witnesses: readonly Witness[];
  readonly outcomes: Readonly<Record<string, number>>;
  readonly sampling: Sampling;
}

/** Witnesses that are kept for one law: enough causes of it, few enough to shrink. */
const WITNESSES_MAX = 12;

/** The whole of a search. */
export function search(session: Session, options: CheckOptions): Search {
  const steps = searching(session, options, new Draws(session.tools, options));
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/**
 * Runs and judges what is drawn, and keeps the first witness of every cause.
 *
 * Pauses after every chunk of runs, so that two searches can share the draws, and the time that
 * there is.
 */
export function* searching(
  session: Session,
  options: CheckOptions,
  draws: Draws,
): Generator<void, Search> {
  const witnesses = new Map<string, Witness>();
  const perLaw = new Map<string, number>();
  const outcomes: Record<string, number> = {};
  const strategyOf = turnsOf(session, options);
  const broken = new Set<string>();
  const sampling = new Sampling();
  /** Keeps what is new in a run; whether there was anything. */
  const keep = (run: () => Run, judged: Judged): boolean => {
    const before = witnesses.size;
    for (const { invariant } of judged.violations) broken.add(invariant);
    for (const { violation } of judged.primaries) {
      const cause = causeOf(violation, session.trace, judged.world);
      const kept = perLaw.get(violation.invariant) ?? 0;
      if (kept >= WITNESSES_MAX || witnesses.has(keyOf(cause))) continue;
      perLaw.set(violation.invariant, kept + 1);
      witnesses.set(keyOf(cause), { cause, run: run() });
    }
    return witnesses.size > before;
  };
  let runs = 0;
  let interrupted = false;
  while (runs < options.runs && !interrupted) {
    const seed = mix(options.seed, runs);
    // What strategies learn ends with the chunk, so that chunks do not depend on one another.
    const history = new History();
    for (const drawn of draws.from(runs)) {
      const draw = { drawn, seed: mix(seed, runs), index: runs, history };
      const { judged, run } = runOnce(session, options, draw);
      sampling.note(strategyOf(runs), session.tasksIn(judged.world), history.steps());
      outcomes[judged.execution.outcome.kind] = (outcomes[judged.execution.outcome.kind] ?? 0) + 1;
      const isNews = judged.primaries.length > 0 && keep(run, judged);
      if (isNews || runs % TWICE_EVERY === 0) assertRepeats(session, judged.world);
      runs += 1;
    }
    interrupted = options.stop();
    options.progress({
      subject: session.subject.name,
      phase: 'search',
      done: runs,
      total: options.runs,
      violations: perLaw.size,
      goalsReached: session.oracle.reached.filter((times) => times > 0).length,
      goals: session.oracle.reached.length,
    });
    yield;
  }
  interrupted &&= runs < options.runs;
  return {
    runs,
    interrupted,
    broken,
    witnesses: withoutExplained([...witnesses.values()]),
    outcomes,
    sampling,
  };
}

/** Which strategy makes which run of a search. */
function turnsOf({ tools }: Session, { strategy }: CheckOptions): (run: number) => string {
  return tools.strategies.get(strategy)?.turnOf ?? (() => strategy);
}

interface Draw {
  readonly drawn: Drawn;
  readonly seed: number;
  /** Which run of the search this is. */
  readonly index: number;
  readonly history: History;
}

/** One run under the strategy that was asked for, and the same run as preemptions. */
function runOnce(
  session: Session,
  { strategy }: CheckOptions,
  { drawn: { run, settled }, seed, index, history }: Draw,
): { judged: Judged; run: () => Run } {
  if (strategy === 'preemptions') {
    return { judged: session.judgeSettled(settled, preemptions(run.preemptions)), run: () => run };
  }
  const entry = session.tools.strategies.get(strategy)!;
  const input = { seed, preemptions: run.preemptions, schedule: [], run: index, history };
  const judged = session.judgeSettled(settled, entry.create(input));
  return { judged, run: () => session.lastRun(run.world) };
}

/** Drops witnesses whose cause contains the cause of another one, simplest causes first. */
function withoutExplained(witnesses: readonly Witness[]): Witness[] {
  const simplest = [...witnesses].sort(
    (one, other) => one.cause.failures.length - other.cause.failures.length,
  );
  return simplest.filter(
    (witness, index) =>
      !simplest.slice(0, index).some((known) => explains(known.cause, witness.cause)),
  );
}
