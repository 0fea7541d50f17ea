import { FAILURES_MAX, type World } from '../../impl/kernel/world.ts';
import { Simulation } from '../../impl/simulation.ts';
import type { Subject } from '../../impl/subject.ts';
import { along } from '../../scheduler/along.ts';
import { FewestSearch, type FoundLoop, roundsOf } from '../../scheduler/explore/fewest.ts';
import type { PathStep } from '../../scheduler/explore/path-run.ts';
import { Search, type Visited } from '../../scheduler/explore/search.ts';
import type { Steps } from '../../scheduler/explore/steps.ts';
import { preemptionsOf } from '../../scheduler/schedule.ts';
import type { Run } from '../answers/run.ts';
import type { Tools } from '../run/tools.ts';
import { brokenLoops, stepsOf } from './graph.ts';
import { explorable } from './scene.ts';
import { worldFailing } from './world-failing.ts';

/** What an exploration of one world has come to. */
export interface WorldExplored {
  readonly visited: Visited;
  /** Steps after which a broken law leaves nothing to conclude. */
  readonly cut: number;
  /** Steps of the longest run that was gone; of the shortest run to a state, without a bound. */
  readonly deepest: number;
  /** Every state was visited, and every step from it. */
  readonly all: boolean;
  /** Each call that can fail was let fail as well, any number of times, with its usual error. */
  readonly failing: boolean;
  /** Something grows without end each time that an access traps: left after so many traps. */
  readonly bounded: boolean;
  /** A run in which each law was broken, not as a consequence, with the fewest failures. */
  readonly broken: ReadonlyMap<string, Run>;
  /** States in which runs ended, by how they did. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** Bytes that the states take. */
  readonly bytes: number;
}

/** How a world is explored, and when to stop before all of it was visited. */
export interface WorldExploration {
  readonly tools: Tools;
  /** Preemptions that a run may have; any number if nothing is said, or null. */
  readonly preemptions?: number | null;
  /** Lets each call fail that can, as a choice like any other; only without a bound. */
  readonly failing?: boolean;
  /** Asked now and then, with the laws that are known to be broken. */
  stop(visited: Visited, broken: Pick<ReadonlyMap<string, unknown>, 'has' | 'size'>): boolean;
}

/** Explores one subject in one world, and judges every run by every law. */
export function exploreWorld(
  subject: Subject,
  world: World,
  exploration: WorldExploration,
): WorldExplored {
  const { tools, preemptions } = exploration;
  return explorable(subject, { world, tools }, () =>
    typeof preemptions === 'number'
      ? withinBound(subject, world, { ...exploration, preemptions })
      : withoutBound(subject, world, exploration),
  );
}

function withoutBound(
  subject: Subject,
  world: World,
  { tools, stop, failing = false }: WorldExploration,
): WorldExplored {
  const steps = stepsOf(subject, world, tools);
  const search: Search = new Search(steps, {
    ...(failing ? { failuresMax: FAILURES_MAX } : {}),
    stop: (visited) => stop(visited, search.found),
  });
  const whole = search.run();
  // What was visited before the first failure stands for itself.
  const all = whole || search.visited.failures > 0;
  const loops = brokenLoops(steps, world.faults.length);
  const broken = new Map<string, Run>();
  const note = (law: string, tasks: readonly number[], where = world): void => {
    if (!broken.has(law)) broken.set(law, runOf(subject, where, { tools, tasks }));
  };
  for (const [law, where] of search.found) {
    const path = search.pathTo(where);
    const failing = worldFailing(subject, world, { tools, path });
    if (failing) note(law, tasksOf(path), failing);
  }
  for (const { law, tasks } of runsIntoLoops(search, loops)) note(law, tasks);
  const { cut, deepest, outcomes, rows, visited } = search;
  const bounded = search.bounded && visited.failures === 0;
  const told = { cut, deepest, outcomes, bytes: rows.bytes };
  return { ...told, visited, all, bounded, broken, failing: failing && whole && !search.bounded };
}

/** Only runs with so few preemptions. */
function withinBound(
  subject: Subject,
  world: World,
  { tools, stop, preemptions }: WorldExploration & { readonly preemptions: number },
): WorldExplored {
  const steps = stepsOf(subject, world, tools);
  const explore = (loops: readonly FoundLoop[]) => {
    const search: FewestSearch = new FewestSearch(steps, {
      loops,
      preemptionsMax: preemptions,
      stop: (visited) => stop(visited, search.found),
    });
    return { search, runs: search.run() };
  };
  const first = explore([]);
  const loops = brokenLoops(steps, world.faults.length);
  const { search, runs } = loops.length > 0 && first.search.all ? explore(loops) : first;
  const broken = new Map<string, Run>();
  for (const [law, { tasks }] of runs) broken.set(law, runOf(subject, world, { tools, tasks }));
  const { all, bytes, cut, outcomes, visited } = search;
  const told = { cut, deepest: search.deepest, outcomes, bytes };
  return { ...told, visited, all, bounded: false, broken, failing: false };
}

const tasksOf = (path: readonly PathStep[]): number[] => path.map(({ task }) => task);

/** The run in which these tasks go, step by step. */
export function runOf(
  subject: Subject,
  world: World,
  { tools, tasks }: { tools: Tools; tasks: readonly number[] },
): Run {
  const simulation = new Simulation(tools.actors);
  simulation.run(subject, world, along(tasks));
  return { world, preemptions: preemptionsOf(simulation.kernel.trace) };
}

/** For each law that loops break, a shortest run into one of them. */
function* runsIntoLoops(search: Search, loops: readonly FoundLoop[]) {
  if (loops.length === 0) return;
  const { steps, rows } = search;
  const left = new Set(loops.flatMap(({ found }) => found));
  const at = new Map(loops.flatMap((loop) => pointsOf(steps, loop).map((point) => [point, loop])));
  const row = new Int32Array(1 + steps.tasks);
  for (let state = 0; state < rows.count && left.size > 0; state += 1) {
    rows.load(state, row);
    for (let task = 0; task < steps.tasks; task += 1) {
      const loop = at.get(`${task} ${row[0]} ${row[1 + task]}`);
      if (!loop) continue;
      const tasks = tasksOf(search.pathTo({ state, last: undefined }));
      for (const law of loop.found) {
        if (left.delete(law)) yield { law, tasks: [...tasks, ...roundsOf(loop)] };
      }
    }
  }
}

/** Where a loop passes: the task, the shared part and its own. */
const pointsOf = ({ shared, own }: Steps, { task, steps }: FoundLoop): string[] =>
  steps.map((step) => `${task} ${shared.words[step]} ${own.words[step]}`);
