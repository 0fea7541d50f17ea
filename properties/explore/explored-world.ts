import type { World } from '../../impl/kernel/world.ts';
import { taskNames } from '../../impl/simulation.ts';
import type { Subject } from '../../impl/subject.ts';
import { REDUCED } from '../../scheduler/explore/explored.ts';
import type { ExploredWorld } from '../answers/explore-report.ts';
import type { WorldResult } from '../answers/work.ts';
import type { Progress, Tools } from '../run/tools.ts';
import type { NamedWorld } from '../worlds/litmus-world.ts';
import { settle } from '../worlds/settle.ts';
import { exhaustedWorld } from './certificate.ts';
import { estimateOf, estimateWithin, RunningEstimate } from './estimate.ts';
import { exploreWorld, type WorldExplored } from './exploration.ts';
import { type Fewest, fewestPreemptions } from './fewest-preemptions.ts';
import { restartsOf } from './restarts.ts';

/** How far worlds are to be explored. */
export interface ExploreOptions {
  /** Preemptions that a run may have, or null for any number. */
  readonly preemptions: number | null;
  /** Transitions that one world may take before it counts as too large; null for any number. */
  readonly transitionsMax: number | null;
  /** A world that is expected to take far more is refused: `TooLarge` is thrown. */
  readonly refuses?: boolean;
  /** Asked often; once it says true, what is known so far is the answer. */
  stop(): boolean;
  progress(progress: Progress): void;
}

/** Transitions that it may take to look closer at how often accesses begin anew in a world. */
const RESTART_TRANSITIONS_MAX = 300_000;

/** Visits every interleaving of one world. */
export function exploreOne(
  subject: Subject,
  { name, world: written }: NamedWorld,
  { tools, options }: { tools: Tools; options: ExploreOptions },
): WorldResult {
  let interrupted = false;
  const stop = (): boolean => {
    interrupted ||= options.stop();
    return interrupted;
  };
  const { preemptions } = options;
  const transitionsMax = options.transitionsMax ?? Number.POSITIVE_INFINITY;
  const world = settle(written);
  const running = runningEstimate(
    subject,
    { name, world },
    { tools, options: { ...options, stop } },
  );
  const explored = exploreWorld(subject, world, {
    tools,
    how: howOf(preemptions),
    stop: ({ transitions }, broken, share) => {
      if (stop()) return true;
      const told = { done: transitions, total: running.total(transitions, share) };
      const violations = broken.size;
      options.progress({ ...told, ...PHASE, violations, subject: `${subject.name} in ${name}` });
      return transitions >= transitionsMax;
    },
  });
  const { transitions } = explored.explored;
  const visited = explored.all ? { share: 1 } : running.atLast(transitions, explored.share);
  const fewest = fewestPreemptions(subject, world, { tools, known: explored.broken, stop });
  const restarts =
    preemptions === null
      ? restartsOf(subject, world, {
          tools,
          explored,
          transitionsMax: RESTART_TRANSITIONS_MAX,
          stop,
        })
      : undefined;
  const scope = { name, world, actors: tools.actors };
  const how = { explored: explored.explored, preemptions };
  return {
    explored: {
      ...described(name, world, { explored, visited, fewest, tools }),
      ...(restarts ? { restarts } : {}),
    },
    fewest: [...fewest].map(([law, { run, preemptions: switches, steps }]) => ({
      law,
      run,
      switches,
      steps,
    })),
    certified: explored.all ? exhaustedWorld(subject.name, scope, how) : null,
    interrupted,
  };
}

/** With a bound of preemptions nothing is known before: probes do not keep to it. */
function runningEstimate(
  subject: Subject,
  it: NamedWorld,
  { tools, options }: { tools: Tools; options: ExploreOptions },
): RunningEstimate {
  const { preemptions, transitionsMax, refuses, stop } = options;
  return new RunningEstimate(() => {
    if (preemptions !== null) return 0;
    if (!refuses || transitionsMax === null) return estimateOf(subject, it.world, { tools, stop });
    return estimateWithin(subject, it, { tools, stop, stepsMax: transitionsMax });
  }, transitionsMax ?? Number.POSITIVE_INFINITY);
}

const PHASE = { phase: 'explore', goalsReached: 0, goals: 0 } as const;

/** A bound goes without the reduction: what that leaves out may be what the bound keeps. */
const howOf = (preemptions: number | null) =>
  preemptions === null ? REDUCED : ({ reduction: 'all', merge: true, preemptions } as const);

function described(
  name: string,
  world: World,
  {
    explored: { explored, all, broken, outcomes },
    visited,
    fewest,
    tools,
  }: {
    explored: WorldExplored;
    visited: Pick<ExploredWorld, 'share' | 'estimate'>;
    fewest: ReadonlyMap<string, Fewest>;
    tools: Tools;
  },
): ExploredWorld {
  return {
    world: name,
    tasks: taskNames(world, tools.actors),
    exhausted: all,
    ...visited,
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
