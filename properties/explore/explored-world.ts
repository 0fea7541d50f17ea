import type { World } from '../../impl/kernel/world.ts';
import { taskNames } from '../../impl/simulation.ts';
import type { Subject } from '../../impl/subject.ts';
import type { ExploredWorld } from '../answers/explore-report.ts';
import type { WorldResult } from '../answers/work.ts';
import type { Progress, Tools } from '../run/tools.ts';
import type { NamedWorld } from '../worlds/litmus-world.ts';
import { settle } from '../worlds/settle.ts';
import { exhaustedWorld } from './certificate.ts';
import { exploreWorld, type WorldExplored } from './exploration.ts';
import { type Fewest, fewestPreemptions } from './fewest-preemptions.ts';
import { restartsOf } from './restarts.ts';

/** How far worlds are to be explored. */
export interface ExploreOptions {
  /** Preemptions that a run may have, or null for any number. */
  readonly preemptions: number | null;
  /** Each call that can fail is let fail as well. */
  readonly failing?: boolean;
  /** Transitions that one world may take before it counts as too large; null for any number. */
  readonly transitionsMax: number | null;
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
  const { preemptions, failing = false } = options;
  const transitionsMax = options.transitionsMax ?? Number.POSITIVE_INFINITY;
  const world = settle(written);
  const explored = exploreWorld(subject, world, {
    tools,
    preemptions,
    failing,
    stop: ({ expanded, states, transitions }, broken) => {
      if (stop()) return true;
      const told = { done: expanded, total: states, violations: broken.size };
      options.progress({ ...told, ...PHASE, subject: `${subject.name} in ${name}` });
      return transitions >= transitionsMax;
    },
  });
  const fewest = fewestPreemptions(subject, { tools, known: explored.broken, stop });
  const restarts =
    preemptions === null
      ? restartsOf(subject, world, { tools, transitionsMax: RESTART_TRANSITIONS_MAX, stop })
      : undefined;
  const scope = { name, world, actors: tools.actors };
  const how = { explored, preemptions };
  const whole = isExhausted(explored) && explored.failing === failing;
  return {
    explored: {
      ...described(name, world, { explored, fewest, tools, whole }),
      ...(restarts ? { restarts } : {}),
    },
    fewest: [...fewest].map(([law, { run, preemptions: switches, steps }]) => ({
      law,
      run,
      switches,
      steps,
    })),
    certified: whole ? exhaustedWorld(subject.name, scope, how) : null,
    interrupted,
  };
}

const PHASE = { phase: 'explore', goalsReached: 0, goals: 0 } as const;

/** Nothing was left: not for want of time, nor because there is no end. */
const isExhausted = ({ all, bounded }: WorldExplored): boolean => all && !bounded;

function described(
  name: string,
  world: World,
  {
    explored,
    fewest,
    tools,
    whole,
  }: {
    explored: WorldExplored;
    fewest: ReadonlyMap<string, Fewest>;
    tools: Tools;
    whole: boolean;
  },
): ExploredWorld {
  const { visited, broken, bounded, cut, deepest, outcomes } = explored;
  return {
    world: name,
    tasks: taskNames(world, tools.actors),
    exhausted: whole,
    share: whole ? 1 : visited.expanded / visited.states,
    ...(bounded ? { bounded } : {}),
    states: visited.states,
    transitions: visited.transitions,
    cut,
    deepest,
    outcomes,
    broken: [...broken.keys()].sort().flatMap((invariant) => {
      const it = fewest.get(invariant);
      if (!it) return [];
      return [{ invariant, preemptions: it.preemptions, fewest: it.proven }];
    }),
  };
}
