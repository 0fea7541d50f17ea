import * as fc from 'fast-check';
import type { World } from '../../../impl/kernel/world.ts';
import { preemptions } from '../../../scheduler/strategies/preemptions.ts';
import type {
  Compared,
  ComparedRuns,
  ComparedWorld,
  Refinement,
} from '../../answers/refinement.ts';
import type { Run } from '../../answers/run.ts';
import { ifExplorable } from '../../explore/scene.ts';
import { seedOf } from '../../run/draws.ts';
import type { Judged, Session } from '../../run/session.ts';
import { shrink } from '../../run/shrink.ts';
import type { CheckOptions } from '../../run/tools.ts';
import { runArbitrary } from '../../worlds/arbitraries.ts';
import type { NamedWorld } from '../../worlds/litmus-world.ts';
import { settle } from '../../worlds/settle.ts';
import { compareGraphs, type Parting } from './both-graphs.ts';
import { type Found, Gathered, type Kind, keyOf, type Place } from './gathered.ts';
import { nearestRun, shortestRun } from './shortest.ts';
import { alphabetOf, Side } from './sides.ts';

/** Transitions of either side, and words, after which a world is too large to be compared whole. */
const TRANSITIONS_MAX = 4000;
const WORDS_MAX = 4000;
/** Transitions that it may take to find out whether a side can show what the other has shown. */
const FOLLOW_MAX = 2000;
/** Runs for which that is found out at most. */
const FOLLOWED_MAX = 80;
/** Runs of either side in drawn worlds; in each litmus world that is too large. */
const RUNS_DRAWN = 400;
const RUNS_LITMUS = 20;

/** Witnesses that are made smaller, and runs that are tried for each. */
const SHRUNK_MAX = 8;
const SHRINK_TRIES = 80;

/** What came of it. */
export interface Refined {
  readonly refinement: Pick<Refinement, 'differences'>;
  readonly compared: Compared;
}

/**
 * Compares what the outside can see of two subjects, both ways: exhaustively in the litmus worlds
 * that are small enough and in those beside them, such as worlds of findings; by runs in others. A
 * session that is compared with itself is run once.
 */
export function refine(
  sessions: readonly [Session, Session],
  options: CheckOptions,
  beside: readonly NamedWorld[] = [],
): Refined {
  const comparison = new Comparison(sessions, options, beside);
  // What cannot be saved and restored is not compared.
  ifExplorable(() => {
    comparison.exhaust();
    comparison.sample();
    comparison.makeSmaller();
  }, undefined);
  return comparison.result();
}

class Comparison {
  private readonly sessions: readonly [Session, Session];
  private readonly options: CheckOptions;
  private readonly gathered = new Gathered();
  private readonly exhausted: ComparedWorld[] = [];
  private readonly left: Set<string>;
  private readonly worlds: readonly NamedWorld[];
  private readonly runs = { runs: 0, same: 0, followed: 0, differ: 0, undecided: 0 };

  constructor(
    sessions: readonly [Session, Session],
    options: CheckOptions,
    beside: readonly NamedWorld[],
  ) {
    this.sessions = sessions;
    this.options = options;
    const litmus = [...sessions[0].tools.worlds].map(([name, { world }]) => ({ name, world }));
    this.worlds = [...(options.world ? [options.world] : litmus), ...beside];
    this.left = new Set(this.worlds.map(({ name }) => name));
  }

  /** Compares all that the sides can do in worlds that are small enough. */
  exhaust(): void {
    for (const { name, world } of this.worlds) {
      if (this.options.giveUp()) return;
      const states = this.whole(this.placeOf(name, settle(world)));
      if (!states) continue;
      this.exhausted.push({ world: name, ...states });
      this.left.delete(name);
    }
  }

  /** Compares runs in worlds that are not. */
  sample(): void {
    const { options } = this;
    const { actors } = this.sessions[0].tools;
    const drawn = (name: string | null, world: World | undefined, numRuns: number): void => {
      const seed = seedOf(options.seed, 2);
      for (const run of fc.sample(runArbitrary(actors, world), { seed, numRuns })) {
        if (options.giveUp()) return;
        this.both(name, run);
      }
    };
    for (const { name, world } of this.worlds) {
      if (this.left.has(name)) drawn(name, world, RUNS_LITMUS);
    }
    if (!options.world) drawn(null, undefined, RUNS_DRAWN);
  }

  /** Makes the witnesses smaller that were drawn. */
  makeSmaller(): void {
    const tried = new Set<string>();
    const next = (): Kind | undefined =>
      this.gathered.drawn().find(({ found, place }) => !tried.has(keyOf(found, place)));
    for (let kind = next(); kind && tried.size < SHRUNK_MAX; kind = next()) {
      tried.add(keyOf(kind.found, kind.place));
      this.shrink(kind);
    }
  }

  result(): Refined {
    const sampled: ComparedRuns = { ...this.runs };
    return {
      refinement: { differences: this.gathered.differences() },
      compared: { exhausted: this.exhausted, left: [...this.left], sampled },
    };
  }

  private placeOf(name: string | null, world: World): Place {
    const [ours, theirs] = this.sessions;
    const alphabet = alphabetOf(world, ours.tools);
    const first = new Side(ours, world, alphabet);
    const second = theirs === ours ? first : new Side(theirs, world, alphabet);
    return { name, world, sides: [first, second], alphabet };
  }

  /** How many states the sides have there; undefined, and nothing found, if there are too many. */
  private whole(place: Place): { candidate: number; baseline: number } | undefined {
    const ours = place.sides[0].graph(TRANSITIONS_MAX);
    if (!ours.all) return undefined;
    const theirs = place.sides[1].graph(TRANSITIONS_MAX);
    if (!theirs.all) return undefined;
    const partings: Parting[] = [];
    const graphs = [ours, theirs] as const;
    const all = compareGraphs(
      graphs,
      (parting) => partings.push(parting),
      (words) => words >= WORDS_MAX,
    );
    if (!all) return undefined;
    for (const parting of partings) {
      const { side, word, letter, instead } = parting;
      const runs = () => runsTo(parting, graphs, place);
      this.gathered.add({ side, letter, instead, common: word.length, runs }, place);
    }
    return { candidate: ours.edges.length, baseline: theirs.edges.length };
  }

  /** A run of either side, and whether the other side can show the same. */
  private both(name: string | null, run: Run): void {
    const place = this.placeOf(name, settle(run.world));
    const { followed, differ, undecided } = this.runs;
    const transitions = followed + differ + undecided < FOLLOWED_MAX ? FOLLOW_MAX : 0;
    for (const came of comparedIn(place, run, transitions)) {
      this.runs.runs += 1;
      this.runs[came.what] += 1;
      if (came.found) this.gathered.add(came.found, place);
    }
  }

  /** Makes a run that shows a difference smaller, world and schedule. */
  private shrink(kind: Kind): void {
    const { found, place } = kind;
    if (!found.run) return;
    const key = keyOf(found, place);
    const session = this.sessions[found.side];
    const shownBy = (run: Run): { found: Found; place: Place } | undefined => {
      const there = this.placeOf(null, settle(run.world));
      const came = comparedIn(there, run, FOLLOW_MAX).find(
        (one) => one.found && keyOf(one.found, there) === key,
      );
      return came?.found && { found: came.found, place: there };
    };
    let tries = 0;
    const giveUp = (): boolean => tries >= SHRINK_TRIES || this.options.giveUp();
    const shows = ({ world }: Judged): boolean => {
      tries += 1;
      return shownBy(session.lastRun(world)) !== undefined;
    };
    const run = shrink(session, found.run, { shows, giveUp });
    const { world } = session.judgeRun(run);
    const smallest = shownBy(session.lastRun(world));
    // Where all can be compared there is a better witness, and perhaps one of other kinds too.
    if (smallest && !this.whole(smallest.place)) {
      this.gathered.replace(kind, smallest.found, smallest.place);
    }
  }
}

/** What came of a run of one side: whether the other side can show the same. */
interface Came {
  readonly what: 'same' | 'followed' | 'differ' | 'undecided';
  readonly found?: Found;
}

/** Runs both sides under the same preemptions; can each show what the other has shown? */
function comparedIn({ sides }: Place, run: Run, transitionsMax: number): Came[] {
  const shown = sides.map((side) => side.shown(preemptions(run.preemptions)));
  if (shown[0]!.word.join() === shown[1]!.word.join()) return [{ what: 'same' }, { what: 'same' }];
  return ([0, 1] as const).map((side): Came => {
    const { word, tasks } = shown[side]!;
    const followed = sides[1 - side]!.follow(word, transitionsMax);
    const { letters: common, instead } = followed;
    if (common === word.length) return { what: 'followed' };
    if (!followed.decided) return { what: 'undecided' };
    const both = [tasks, followed.tasks] as const;
    const runs = () => (side === 0 ? both : ([both[1], both[0]] as const));
    return { what: 'differ', found: { side, letter: word[common]!, instead, common, run, runs } };
  });
}

/** The steps of either side to where they part, with as few preemptions as can be. */
function runsTo(
  { side, word, letter, instead }: Parting,
  graphs: Parameters<typeof compareGraphs>[0],
  { alphabet }: Place,
): readonly [readonly number[], readonly number[]] {
  const { task, effects } = alphabet.letter(letter);
  const own = instead.filter((other) => alphabet.letter(other).task === task);
  // Not to have waited for the same is the least of all differences.
  const awake = awakeOf(effects);
  const unlike = own.filter((other) => awakeOf(alphabet.letter(other).effects) !== awake);
  const best = [unlike, own, instead].find((letters) => letters.length > 0)!;
  const here = shortestRun(graphs[side], word, new Set([letter]))!;
  const there = nearestRun(graphs[1 - side]!, word, new Set(best), here)!;
  return side === 0 ? [here, there] : [there, here];
}

const awakeOf = (effects: readonly string[]): string =>
  effects.filter((effect) => !effect.startsWith('waits for')).join();
