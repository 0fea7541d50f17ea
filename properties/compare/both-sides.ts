import * as fc from 'fast-check';
import type { World } from '../../impl/kernel/world.ts';
import { dice } from '../../scheduler/dice.ts';
import { random } from '../../scheduler/strategies/random.ts';
import type { Run } from '../answers/run.ts';
import { exploreWorld } from '../explore/exploration.ts';
import { ifExplorable } from '../explore/scene.ts';
import type { Violation } from '../judge/invariant.ts';
import { seedOf } from '../run/draws.ts';
import { asIfNotified, ownWorld } from '../run/own-world.ts';
import type { Judged, Session } from '../run/session.ts';
import { shrink } from '../run/shrink.ts';
import type { CheckOptions } from '../run/tools.ts';
import { runArbitrary } from '../worlds/arbitraries.ts';
import { settle } from '../worlds/settle.ts';

/** Schedules that are tried before a side is said to keep a law in a world. */
const SCHEDULES_RANDOM = 150;
const STEPS_PREEMPTED = 40;
const TASKS_PREEMPTED = 3;
/** Of schedules with two preemptions among those steps, so many are tried, drawn at random. */
const PAIRS = 1000;
/** Transitions after which a world is not explored any further. */
const TRANSITIONS_MAX = 20_000;
/**
 * Runs of both sides in which hidden regressions are looked for, and witnesses tried of each law.
 */
const RUNS_HIDDEN = 4000;
const WITNESSES_TRIED = 5;

const SEEDS = Array.from({ length: SCHEDULES_RANDOM }, (_, index) => index + 1);

/** Both subjects of a gate. */
export interface Sides {
  readonly candidate: Session;
  readonly baseline: Session;
}

/** Is this violation in the session's last run one of those that are looked for? */
export type Counts = (judged: Judged, violation: Violation) => boolean;

/** Does this subject break the law in this world, under whatever schedule? Rare ones count too. */
export const breaksIn = (session: Session, world: World, law: string): boolean =>
  underAnySchedule(session, world, (judged) => broke(judged, law)) ||
  breaksSomewhere(session, world, law);

/** The same, by visiting every interleaving, as far as that goes. */
const breaksSomewhere = ({ subject, tools }: Session, world: World, law: string): boolean =>
  ifExplorable(() => {
    const { broken } = exploreWorld(subject, settle(world), {
      tools,
      stop: ({ transitions }, found) => found.has(law) || transitions >= TRANSITIONS_MAX,
    });
    return broken.has(law);
  }, false);

/** Is this so of any run in this world, of the many that are tried? */
export const underAnySchedule = (
  session: Session,
  world: World,
  holds: (judged: Judged) => boolean,
): boolean =>
  schedulesOf(world).some((run) => holds(session.judgeRun(run))) ||
  SEEDS.some((seed) => holds(session.judge(world, random(seed)))) ||
  pairsOf(world).some((run) => holds(session.judgeRun(run)));

/** Two preemptions, somewhere among the first steps. */
function pairsOf(world: World): Run[] {
  const chance = dice(PAIRS);
  const preemption = () => ({
    at: chance.below(STEPS_PREEMPTED),
    to: chance.below(TASKS_PREEMPTED),
  });
  return Array.from({ length: PAIRS }, () => {
    const [one, other] = [preemption(), preemption()];
    return { world, preemptions: one.at < other.at ? [one, other] : [other, one] };
  });
}

/** No preemption at all, then every single one among the first steps. */
function schedulesOf(world: World): Run[] {
  const runs: Run[] = [{ world, preemptions: [] }];
  for (let at = 0; at < STEPS_PREEMPTED; at += 1) {
    for (let to = 0; to < TASKS_PREEMPTED; to += 1) runs.push({ world, preemptions: [{ at, to }] });
  }
  return runs;
}

/** A run of this world with one preemption at most in which the law is broken. */
export const runBreaking = (session: Session, world: World, law: string): Run | undefined =>
  schedulesOf(world).find((one) =>
    session.judgeRun(one).primaries.some(({ violation }) => violation.invariant === law),
  );

const broke = ({ violations }: Judged, law: string): boolean =>
  violations.some(({ invariant }) => invariant === law);

/** A new way of breaking a law: the run in which it was found, and the smallest one. */
export interface HiddenRegression {
  readonly law: string;
  readonly original: Run;
  readonly shrunk: Run;
}

/**
 * New ways of breaking a law that both sides break: runs in which the candidate breaks it and the
 * baseline keeps it, whatever the schedule. At most one for each law.
 */
export function hiddenRegressions(
  sides: Sides,
  laws: readonly string[],
  options: CheckOptions,
  counts: Counts = () => true,
): HiddenRegression[] {
  const { candidate, baseline } = sides;
  const found = new Map<string, HiddenRegression>();
  const tried = new Map<string, number>();
  if (options.giveUp() || laws.length === 0) return [];
  const arbitrary = runArbitrary(candidate.tools.actors, options.world?.world);
  const drawn = fc.sample(arbitrary, { seed: seedOf(options.seed, 1), numRuns: RUNS_HIDDEN });
  for (const run of drawn) {
    if (options.giveUp() || laws.length === 0) break;
    const judged = candidate.judgeRun(run);
    const here = new Set(
      judged.primaries
        .filter(({ violation }) => laws.includes(violation.invariant) && counts(judged, violation))
        .map(({ violation }) => violation.invariant),
    );
    for (const law of laws) {
      const times = tried.get(law) ?? 0;
      if (!here.has(law) || found.has(law) || times >= WITNESSES_TRIED) continue;
      if (broke(baseline.judgeRun(ownRun(candidate, judged)), law)) continue;
      tried.set(law, times + 1);
      const shrunk = onlyCandidate(sides, law, { run, counts, giveUp: options.giveUp });
      if (shrunk) found.set(law, { law, original: run, shrunk });
    }
  }
  return [...found.values()];
}

/**
 * The smallest run in which the candidate alone breaks the law, if the baseline never does there.
 */
function onlyCandidate(
  { candidate, baseline }: Sides,
  law: string,
  { run, counts, giveUp }: { run: Run; counts: Counts; giveUp(): boolean },
): Run | undefined {
  const shows = (judged: Judged): boolean =>
    judged.primaries.some(
      ({ violation }) => violation.invariant === law && counts(judged, violation),
    ) && !broke(baseline.judgeRun(ownRun(candidate, judged)), law);
  const small = shrink(candidate, run, { shows, giveUp });
  const shrunk = ownRun(candidate, candidate.judgeRun(small));
  if (breaksIn(baseline, shrunk.world, law)) return undefined;
  // A baseline without the driver's hook does the same once the object is where the hook moves it.
  const moved = asIfNotified(shrunk.world);
  const isOld = moved && breaksIn(baseline, moved, law) && breaksIn(candidate, moved, law);
  return isOld ? undefined : shrunk;
}

/** The candidate's last run, without what it never asked for: the baseline may ask for it. */
const ownRun = (candidate: Session, { world }: Judged): Run =>
  candidate.lastRun(ownWorld(candidate, world));
