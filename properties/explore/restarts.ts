import type { Kernel } from '../../impl/kernel/kernel.ts';
import { ROUNDS_MAX, TRAPS_MAX } from '../../impl/kernel/trap.ts';
import type { World } from '../../impl/kernel/world.ts';
import { taskNames } from '../../impl/simulation.ts';
import type { Subject } from '../../impl/subject.ts';
import { ANY_NUMBER, type Explored, REDUCED } from '../../scheduler/explore/explored.ts';
import { scheduleOf } from '../../scheduler/schedule.ts';
import type { Bound, RestartBounds, Restarts } from '../answers/restart-bounds.ts';
import type { Tools } from '../run/tools.ts';
import { exploreWorld, type WorldExplored } from './exploration.ts';
import { lassoOf } from './lasso.ts';
import type { Lap, LoopKind } from './restart-counter.ts';

/** Traps and rounds that are followed where the usual number is not enough. */
const PATIENCE = 16;

/** Laws that forbid restarts, and so would end a run before they can be counted. */
const AGAINST_RESTARTS = ['restarts-bounded', 'retry-only-if-allowed'];

/** A lasso, and the schedule that shows it. */
type WorldLasso = Restarts['lassos'][number];

/** What is asked beside the world. */
export interface RestartQuestion {
  readonly tools: Tools;
  /** What came of exploring it, every schedule allowed. */
  readonly explored: WorldExplored;
  /** Transitions that it may take to look closer; a count that needs more stays `at-least`. */
  readonly transitionsMax: number;
  /** Asked now and then: whether to stop before all of it was visited. */
  stop(explored: Explored): boolean;
}

/**
 * How often an access begins anew at most: under any scheduler, and under a fair one.
 *
 * Fair is who lets every task run again and again that can go on again and again (strong fairness;
 * Musuvathi and Qadeer, PLDI 2008): so nobody goes round for ever in the same state while another
 * one could go on. Repeating such a round changes nothing and adds to the count at will; so the
 * fair count is over runs in which nobody closes one, which every fair run comes down to.
 */
export function restartsOf(subject: Subject, world: World, asked: RestartQuestion): Restarts {
  const question = asked.explored.leftEarly ? goingOn(subject, world, asked) : asked;
  const { explored } = question;
  const { closed, cutOff } = explored.restarts;
  if (closed.size > 0) return withLassos(subject, world, question);
  const more = cutOff.size > 0 && explored.explored.transitions <= question.transitionsMax;
  const all = more ? patiently(subject, world, question) : explored;
  const bounds = boundsOf(all, closed);
  return { unfair: bounds, fair: bounds, lassos: [] };
}

/** A broken law has ended runs: the same without those that forbid to begin anew so often. */
function goingOn(subject: Subject, world: World, question: RestartQuestion): RestartQuestion {
  const { transitionsMax, stop } = question;
  const invariants = new Map(question.tools.invariants);
  for (const law of AGAINST_RESTARTS) invariants.delete(law);
  const tools = { ...question.tools, invariants };
  const explored = exploreWorld(subject, world, {
    tools,
    how: REDUCED,
    stop: (done) => done.transitions >= transitionsMax || stop(done),
  });
  return { ...question, tools, explored: explored.all ? explored : question.explored };
}

/** The simulation gave an access up: the same with more trapLimit. */
function patiently(
  subject: Subject,
  world: World,
  { tools, explored, transitionsMax, stop }: RestartQuestion,
): WorldExplored {
  const further = exploreWorld(subject, world, {
    tools,
    trapLimit: PATIENCE,
    how: REDUCED,
    stop: (done) => done.transitions >= 2 * transitionsMax || stop(done),
  });
  return further.all && further.restarts.closed.size === 0 ? further : explored;
}

function withLassos(
  subject: Subject,
  world: World,
  { tools, explored, transitionsMax, stop }: RestartQuestion,
): Restarts {
  const lassos = new Map<string, WorldLasso>();
  const starved = new Set<LoopKind>();
  const names = taskNames(world, tools.actors);
  const fairly = exploreWorld(subject, world, {
    tools,
    trapLimit: PATIENCE,
    // Every order: who else can go on is not the same in orders that are otherwise equal.
    how: { reduction: 'all', merge: true, preemptions: ANY_NUMBER },
    stop: (done) => done.transitions >= transitionsMax || stop(done),
    lap(lap, kernel) {
      const lasso = worldLasso(lap, kernel, names);
      if (!lasso) return;
      if (lasso.fair) starved.add(lap.kind);
      const key = `${lap.task} ${lap.kind}`;
      if (!lassos.has(key) || (lasso.fair && !lassos.get(key)!.fair)) lassos.set(key, lasso);
    },
  });
  const found = [...lassos.values()];
  return {
    unfair: boundsOf(explored, explored.restarts.closed),
    fair: boundsOf(fairly, starved),
    lassos: [...found.filter(({ fair }) => fair), ...found.filter(({ fair }) => !fair)],
  };
}

/** Counts, where these kinds of loops can go on for ever. */
function boundsOf(
  { all, leftEarly, calls, restarts: { most, cutOff } }: WorldExplored,
  endless: ReadonlySet<LoopKind>,
): RestartBounds {
  const bound = (count: number, limit: number, kinds: readonly LoopKind[]): Bound => {
    if (kinds.some((kind) => endless.has(kind))) return { most: limit, known: 'unbounded' };
    const exact = all && !leftEarly && !kinds.some((kind) => cutOff.has(kind));
    return { most: count, known: exact ? 'exact' : 'at-least' };
  };
  const allCalls = Math.max(0, ...calls);
  return {
    calls: bound(allCalls, allCalls, ['trap', 'round']),
    retries: bound(most.retries, ROUNDS_MAX, ['round']),
    traps: bound(most.traps, TRAPS_MAX, ['trap']),
  };
}

/** The lap as a lasso, if its steps stand together at the end of the run. */
function worldLasso(lap: Lap, { trace }: Kernel, names: readonly string[]): WorldLasso | undefined {
  const schedule = scheduleOf(trace, names);
  const { task, steps } = schedule.at(-1)!;
  if (task !== names[lap.task] || steps < lap.to - lap.from) return undefined;
  return { ...lassoOf(trace, lap, names), schedule };
}
