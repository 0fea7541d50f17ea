import { ROUNDS_MAX, TRAPS_MAX } from '../../impl/kernel/trap.ts';
import type { World } from '../../impl/kernel/world.ts';
import { taskNames } from '../../impl/simulation.ts';
import type { Subject } from '../../impl/subject.ts';
import { BEGINS_ANEW } from '../../scheduler/explore/judge.ts';
import { type LoneLoop, loneLoops } from '../../scheduler/explore/lone-loops.ts';
import { Search } from '../../scheduler/explore/search.ts';
import {
  type Counted,
  goesOnFairly,
  graphOf,
  type Most,
  mostOf,
  type TransitionGraph,
} from '../../scheduler/graph/transition-graph.ts';
import type { Schedule } from '../../scheduler/schedule.ts';
import type { Bound, RestartBounds, Restarts } from '../answers/restart-bounds.ts';
import type { Tools } from '../run/tools.ts';
import { stepsOf } from './graph.ts';
import { CALLS, RETRIES } from './law-judge.ts';
import { explorable } from './scene.ts';

/** Laws that forbid restarts, and so would end a run before they can be counted. */
const AGAINST_RESTARTS = ['restarts-bounded', 'retry-only-if-allowed'];

/** A lasso, and the schedule that shows it. */
type WorldLasso = Restarts['lassos'][number];

/** What is asked beside the world. */
export interface RestartQuestion {
  readonly tools: Tools;
  /** Transitions that it may take; a count that needs more is `at-least`. */
  readonly transitionsMax: number;
  /** Asked now and then: whether to stop before all of it was visited. */
  stop(): boolean;
}

/**
 * How often an access begins anew at most: under any scheduler, and under a fair one.
 *
 * Fair is who lets every task run again and again that can go on again and again (strong fairness;
 * Musuvathi and Qadeer, PLDI 2008). Before a fair scheduler leaves a loop it may go round in it as
 * often as it wants, and nothing changes; so the fair count is over runs that go round a loop at
 * most once in each state of the others.
 */
export function restartsOf(subject: Subject, world: World, question: RestartQuestion): Restarts {
  return explorable(subject, { world, tools: question.tools }, () => {
    const first = searched(subject, world, question);
    const invariants = new Map(question.tools.invariants);
    for (const law of AGAINST_RESTARTS) invariants.delete(law);
    const tools = { ...question.tools, invariants };
    const { search, all } =
      first.search.cut === 0 ? first : searched(subject, world, { ...question, tools });
    const counts = new RestartCounts(search, world.faults.length);
    const exact = all && !search.bounded && search.cut === 0;
    return {
      unfair: counts.bounds(exact, false),
      fair: counts.bounds(exact, true),
      lassos: counts.lassos(taskNames(world, tools.actors)),
    };
  });
}

function searched(
  subject: Subject,
  world: World,
  { tools, transitionsMax, stop }: RestartQuestion,
): { search: Search; all: boolean } {
  const search = new Search(stepsOf(subject, world, tools), {
    stop: ({ transitions }) => transitions >= transitionsMax || stop(),
  });
  return { search, all: search.run() };
}

/** One way in which an access begins anew. */
interface Measure {
  /** The mark of steps that count; the one with which counting begins anew, or 0. */
  readonly mark: number;
  readonly resets: number;
}

const MEASURES = {
  calls: { mark: CALLS, resets: 0 },
  retries: { mark: RETRIES, resets: BEGINS_ANEW },
  traps: { mark: BEGINS_ANEW, resets: 0 },
} as const satisfies Record<keyof RestartBounds, Measure>;

/** What a count is where nothing ends it: as often as the simulation lets an access try. */
const ENDLESS: Readonly<Record<keyof RestartBounds, number>> = {
  calls: TRAPS_MAX * ROUNDS_MAX,
  retries: ROUNDS_MAX,
  traps: TRAPS_MAX,
};

class RestartCounts {
  private readonly search: Search;
  private readonly faulting: number;
  private readonly graph: TransitionGraph;
  private readonly loops: readonly LoneLoop[];
  private readonly known = new Map<string, { most: Most; counts: (edge: number) => boolean }>();

  constructor(search: Search, faulting: number) {
    this.search = search;
    this.faulting = faulting;
    this.graph = graphOf(search);
    this.loops = loneLoops(search.steps).filter(
      (loop) => loop.task < faulting && this.gainOf(loop, CALLS | BEGINS_ANEW | RETRIES) > 0,
    );
  }

  bounds(exact: boolean, fair: boolean): RestartBounds {
    return {
      calls: this.bound('calls', exact, fair),
      retries: this.bound('retries', exact, fair),
      traps: this.bound('traps', exact, fair),
    };
  }

  /** For each task and kind of loop the lasso in which the fewest others could go on. */
  lassos(names: readonly string[]): WorldLasso[] {
    const best = new Map<string, WorldLasso>();
    for (const loop of this.loops) {
      const kind = this.gainOf(loop, BEGINS_ANEW) > 0 ? 'trap' : 'round';
      const key = `${loop.task} ${kind}`;
      for (const lasso of this.lassosInto(loop, names)) {
        const known = best.get(key);
        if (!known || lasso.others.length < known.others.length) best.set(key, lasso);
      }
    }
    const found = [...best.values()];
    return [...found.filter(({ fair }) => fair), ...found.filter(({ fair }) => !fair)];
  }

  private bound(name: keyof RestartBounds, exact: boolean, fair: boolean): Bound {
    let most = 0;
    for (let task = 0; task < this.faulting; task += 1) {
      const counted = this.counted(name, task);
      const endless = fair
        ? goesOnFairly(this.graph, counted.most, counted.counts)
        : counted.most.endless.size > 0;
      if (endless) return { most: ENDLESS[name], known: 'unbounded' };
      most = Math.max(most, counted.most.most);
    }
    return { most, known: exact ? 'exact' : 'at-least' };
  }

  private counted(name: keyof RestartBounds, task: number) {
    const key = `${name} ${task}`;
    const known = this.known.get(key);
    if (known) return known;
    const { graph, search } = this;
    const { mark, resets } = MEASURES[name];
    const has = (edge: number, bit: number): boolean =>
      graph.task[edge] === task && (search.steps.marks(graph.step[edge]!) & bit) !== 0;
    const rounds = this.roundsOf(task, mark, resets);
    const row = new Int32Array(1 + search.steps.tasks);
    const asked: Counted = {
      gain: (edge) => (has(edge, mark) ? 1 : 0),
      resets: (edge) => resets !== 0 && has(edge, resets),
      round: (node) => {
        search.rows.load(node, row);
        return rounds.get(`${row[0]} ${row[1 + task]}`) ?? 0;
      },
    };
    const counted = { most: mostOf(graph, asked), counts: (edge: number) => has(edge, mark) };
    this.known.set(key, counted);
    return counted;
  }

  /** By where a loop of the task passes: what a round of it adds. */
  private roundsOf(task: number, mark: number, resets: number): Map<string, number> {
    const rounds = new Map<string, number>();
    const { shared, own } = this.search.steps;
    for (const loop of this.loops) {
      if (loop.task !== task || (resets !== 0 && this.gainOf(loop, resets) > 0)) continue;
      const gain = this.gainOf(loop, mark);
      for (const step of loop.steps) rounds.set(`${shared.words[step]} ${own.words[step]}`, gain);
    }
    return rounds;
  }

  private gainOf({ steps }: LoneLoop, mark: number): number {
    return steps.filter((step) => (this.search.steps.marks(step) & mark) !== 0).length;
  }

  /** Lassos of a loop, one for each set of others that can go on meanwhile. */
  private lassosInto(loop: LoneLoop, names: readonly string[]): WorldLasso[] {
    const { search, graph } = this;
    const { rows, steps } = search;
    const row = new Int32Array(1 + steps.tasks);
    const lassos = new Map<number, WorldLasso>();
    for (let node = 0; node < graph.nodes; node += 1) {
      rows.load(node, row);
      if (row[0] !== loop.shared || row[1 + loop.task] !== loop.own) continue;
      let enabled = 0;
      let at = node;
      for (const _ of loop.steps) {
        enabled |= graph.enabled[at]!;
        at = this.next(at, loop.task);
      }
      enabled &= ~(1 << loop.task);
      if (at !== node || lassos.has(enabled)) continue;
      const stem = search.pathTo({ state: node, last: undefined }).map(({ task }) => task);
      const round = Array<number>(loop.steps.length).fill(loop.task);
      const others = names.filter((_, id) => (enabled & (1 << id)) !== 0);
      lassos.set(enabled, {
        task: names[loop.task]!,
        from: stem.length,
        to: stem.length + round.length,
        others,
        fair: others.length === 0,
        schedule: scheduleOfTasks([...stem, ...round], names),
      });
    }
    return [...lassos.values()];
  }

  /** Where the task's step leads from this node. */
  private next(node: number, task: number): number {
    const { begins, to, task: tasks } = this.graph;
    for (let edge = begins[node]!; edge < begins[node + 1]!; edge += 1) {
      if (tasks[edge] === task) return to[edge]!;
    }
    return node;
  }
}

function scheduleOfTasks(tasks: readonly number[], names: readonly string[]): Schedule {
  const turns: { task: string; steps: number }[] = [];
  for (const task of tasks) {
    const last = turns.at(-1);
    if (last !== undefined && last.task === names[task]) last.steps += 1;
    else turns.push({ task: names[task]!, steps: 1 });
  }
  return turns;
}
