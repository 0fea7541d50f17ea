import type { World } from '../impl/kernel/world.ts';
import { taskNames } from '../impl/simulation.ts';
import type { Subject } from '../impl/subject.ts';
import { type ExhaustedWorld, exhaustedWorld, type UnfinishedWorld } from './certificate.ts';
import { exploreWorld, type WorldExplored } from './exploration.ts';
import { type Fewest, fewestPreemptions } from './fewest-preemptions.ts';
import type { Progress } from './finding.ts';
import { EXPLORE_SCHEMA, type ExploredWorld, type ExploreReport, type Finding } from './finding.ts';
import { findingOf } from './report.ts';
import { restartsOf } from './restarts.ts';
import { Session } from './session.ts';
import { settle } from './settle.ts';
import type { Tools } from './tools.ts';

/** What is to be explored, and how far. */
export interface ExploreOptions {
  readonly worlds: readonly { readonly name: string; readonly world: World }[];
  /** Preemptions that a run may have, or null for any number. */
  readonly preemptions: number | null;
  /** Transitions that one world may take before it counts as too large; null for any number. */
  readonly transitionsMax: number | null;
  /** Asked often; once it says true, what is known so far is the answer. */
  stop(): boolean;
  progress(progress: Progress): void;
}

/** Transitions that it may take to look closer at how often accesses begin anew in a world. */
const RESTART_TRANSITIONS_MAX = 300_000;

/** Visits every interleaving of worlds, and says what was visited and which laws it breaks. */
export function explore(subject: Subject, tools: Tools, options: ExploreOptions): ExploreReport {
  const worlds: ExploredWorld[] = [];
  const exhausted: ExhaustedWorld[] = [];
  const unfinished: UnfinishedWorld[] = [];
  const found = new Map<string, Finding>();
  let interrupted = false;
  for (const { name, world: written } of options.worlds) {
    if (interrupted) break;
    const world = settle(written);
    const session = new Session(subject, tools);
    const explored = exploreWorld(subject, world, {
      tools,
      how: howOf(options.preemptions),
      stop: ({ transitions }, broken) => {
        options.progress(progressOf(subject, name, transitions, broken.size + found.size));
        interrupted ||= options.stop();
        return interrupted || transitions >= (options.transitionsMax ?? Number.POSITIVE_INFINITY);
      },
    });
    const fewest = fewestPreemptions(subject, world, {
      tools,
      known: explored.broken,
      stop: options.stop,
    });
    const restarts =
      options.preemptions === null
        ? restartsOf(subject, world, {
            tools,
            explored,
            transitionsMax: RESTART_TRANSITIONS_MAX,
            stop: () => {
              interrupted ||= options.stop();
              return interrupted;
            },
          })
        : undefined;
    worlds.push({
      ...described(name, world, { explored, fewest, tools }),
      ...(restarts ? { restarts } : {}),
    });
    const { preemptions } = options;
    const scope = { name, world, actors: tools.actors };
    if (explored.all) {
      const how = { explored: explored.explored, preemptions };
      exhausted.push(exhaustedWorld(subject.name, scope, how));
    } else unfinished.push({ subject: subject.name, world: name, share: explored.share });
    for (const [invariant, { run }] of fewest) {
      const finding = findingOf(session, invariant, { original: run, shrunk: run });
      const known = found.get(invariant);
      if (!known || isSmaller(finding, known)) found.set(invariant, finding);
    }
  }
  return {
    schema: EXPLORE_SCHEMA,
    subject: subject.name,
    profile: subject.profile,
    profileFrom: subject.profileFrom ?? 'declared',
    preemptions: options.preemptions,
    seconds: null,
    interrupted,
    worlds,
    violations: [...found.values()].sort((one, other) =>
      one.invariant.localeCompare(other.invariant, 'en'),
    ),
    certificate: { exhausted, unfinished, sampled: [] },
  };
}

/** A bound goes without the reduction: what that leaves out may be what the bound keeps. */
const howOf = (preemptions: number | null) =>
  preemptions === null
    ? ({ reduction: 'dpor', merge: true, preemptions: 0 } as const)
    : ({ reduction: 'all', merge: true, preemptions } as const);

const isSmaller = ({ shrunk: one }: Finding, { shrunk: other }: Finding): boolean =>
  one.switches < other.switches || (one.switches === other.switches && one.steps < other.steps);

function described(
  name: string,
  world: World,
  {
    explored: { explored, all, share, broken, outcomes },
    fewest,
    tools,
  }: { explored: WorldExplored; fewest: ReadonlyMap<string, Fewest>; tools: Tools },
): ExploredWorld {
  return {
    world: name,
    tasks: taskNames(world, tools.actors),
    exhausted: all,
    share,
    executions: explored.executions,
    states: explored.states,
    transitions: explored.transitions,
    merged: explored.merged,
    asleep: explored.asleep,
    cut: explored.cut,
    deepest: explored.deepest,
    outcomes,
    broken: [...broken.keys()].sort().flatMap((invariant) => {
      const it = fewest.get(invariant);
      if (!it) return [];
      return [{ invariant, preemptions: it.preemptions, fewest: it.proven }];
    }),
  };
}

const progressOf = (
  { name: subject }: Subject,
  world: string,
  done: number,
  violations: number,
): Progress => ({
  subject: `${subject} in ${world}`,
  phase: 'explore',
  done,
  total: 0,
  violations,
  goalsReached: 0,
  goals: 0,
});
