import { History } from '../../scheduler/history.ts';
import { preemptions } from '../../scheduler/strategies/preemptions.ts';
import type { Run } from '../answers/run.ts';
import type { SearchPart } from '../answers/work.ts';
import { causeOf } from '../judge/cause.ts';
import { assertRepeats, TWICE_EVERY } from '../run/determinism-check.ts';
import { CHUNK, chunksOf, type Drawn, Draws, seedOf } from '../run/draws.ts';
import type { Judged, Session } from '../run/session.ts';
import type { CheckOptions } from '../run/tools.ts';
import { Sampling } from './sampling.ts';
import { Witnesses } from './search-part.ts';

/** The whole of a search. */
export function search(session: Session, options: CheckOptions): SearchPart {
  return searchAll([session], options)[0]!;
}

/** The whole of a search with every session, all of them over the same runs. */
export function searchAll(sessions: readonly Session[], options: CheckOptions): SearchPart[] {
  const chunks = chunksOf(options.runs);
  let next = 0;
  return searchChunks(sessions, options, () => {
    if (next === chunks || (next > 0 && options.stop())) return undefined;
    next += 1;
    return next - 1;
  });
}

/**
 * Runs and judges chunks of a search with every session, as long as there is another chunk.
 *
 * Chunks do not depend on one another, so whoever hands them out may leave some to others; he is
 * told how many laws have been broken so far, each side's by themselves.
 */
export function searchChunks(
  sessions: readonly Session[],
  options: CheckOptions,
  next: (laws: number) => number | undefined,
): SearchPart[] {
  const searches = sessions.map((session) => new SessionSearch(session, options));
  const draws = new Draws(sessions[0]!.tools, options);
  const laws = (): number => searches.reduce((sum, { laws }) => sum + laws, 0);
  for (let chunk = next(0); chunk !== undefined; chunk = next(laws())) {
    const drawn = draws.chunk(chunk);
    for (const each of searches) each.search(chunk, drawn);
    searches[0]!.tell();
  }
  return searches.map((each) => each.part());
}

/** What one session has found so far. */
class SessionSearch {
  private readonly session: Session;
  private readonly options: CheckOptions;
  private readonly witnesses = new Witnesses();
  private readonly outcomes: Record<string, number> = {};
  private readonly broken = new Set<string>();
  private readonly sampling = new Sampling();
  private readonly strategyOf: (run: number) => string;
  private runs = 0;

  constructor(session: Session, options: CheckOptions) {
    this.session = session;
    this.options = options;
    this.strategyOf = turnsOf(session, options);
  }

  search(chunk: number, draws: readonly Drawn[]): void {
    const from = chunk * CHUNK;
    const seed = seedOf(this.options.seed, from);
    // What strategies learn ends with the chunk, so that chunks do not depend on one another.
    const history = new History();
    // What is news in the chunk, and so is run twice, depends on no other chunk either.
    const news = new Witnesses();
    for (const [at, drawn] of draws.entries()) {
      const index = from + at;
      const draw = { drawn, seed: seedOf(seed, index), index, history };
      const { judged, run } = runOnce(this.session, this.options, draw);
      const { kind } = judged.execution.outcome;
      this.outcomes[kind] = (this.outcomes[kind] ?? 0) + 1;
      this.sampling.note({
        strategy: this.strategyOf(index),
        run: index,
        tasks: this.session.tasksIn(judged.world),
        steps: history.stepsMost(),
        done: history.stepsDone(),
      });
      const before = news.size;
      if (judged.primaries.length > 0) this.keep(chunk, { run, judged, news });
      if (news.size > before || index % TWICE_EVERY === 0) {
        assertRepeats(this.session, judged.world);
      }
    }
    for (const witness of news.all) this.witnesses.offer(witness.cause, () => witness);
    this.runs += draws.length;
  }

  private keep(
    chunk: number,
    { run, judged, news }: { run: () => Run; judged: Judged; news: Witnesses },
  ): void {
    for (const { invariant } of judged.violations) this.broken.add(invariant);
    for (const { violation } of judged.primaries) {
      const cause = causeOf(violation, this.session.trace, judged.world);
      news.offer(cause, () => ({ chunk, cause, run: run() }));
    }
  }

  /** Laws of which a broken run is known. */
  get laws(): number {
    return this.witnesses.laws;
  }

  tell(): void {
    const { reached } = this.session.oracle;
    this.options.progress({
      subject: this.session.subject.name,
      phase: 'search',
      done: this.runs,
      total: this.options.runs,
      violations: this.laws,
      goalsReached: reached.filter((times) => times > 0).length,
      goals: reached.length,
    });
  }

  part(): SearchPart {
    const { oracle, simulation, subject } = this.session;
    return {
      runs: this.runs,
      outcomes: this.outcomes,
      broken: [...this.broken].sort(),
      witnesses: this.witnesses.all,
      reached: [...oracle.reached],
      transitions: this.runs === 0 ? [] : oracle.facts.chart.entriesTaken(),
      blocks: subject.blocksReached?.(simulation.kernel) ?? [],
      sampled: this.sampling.sampled,
    };
  }
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
