import type { World } from '../../../impl/kernel/world.ts';
import { taskNames } from '../../../impl/simulation.ts';
import { kindOf } from '../../../scheduler/event.ts';
import type { Outcome } from '../../../scheduler/execute.ts';
import type { Knowledge } from '../../../scheduler/explore/judge.ts';
import { Steps } from '../../../scheduler/explore/steps.ts';
import {
  type Effort,
  type Followed,
  SILENT,
  type StateGraph,
  VisibleSteps,
} from '../../../scheduler/graph/state-graph.ts';
import { isOperation } from '../../../scheduler/operation.ts';
import { tasksByStep } from '../../../scheduler/schedule.ts';
import type { Strategy } from '../../../scheduler/strategy.ts';
import { EVENT_WORDS, FIELD, type Trace } from '../../../scheduler/trace.ts';
import { explorable } from '../../explore/scene.ts';
import { stageOf } from '../../explore/stage.ts';
import type { Session } from '../../run/session.ts';
import type { Tools } from '../../run/tools.ts';
import { Alphabet } from './alphabet.ts';
import { Outside } from './outside.ts';

/** What one run has shown: each letter, who showed it, and after how many steps. */
export interface Shown {
  readonly word: readonly number[];
  readonly by: readonly number[];
  readonly steps: readonly number[];
  /** The task of each step. */
  readonly tasks: readonly number[];
}

/** Steps replayed that are no more work than a transition. */
const REPLAYED_PER_TRANSITION = 5;

/** One subject in one world, as it is seen from outside. */
export class Side {
  readonly world: World;
  readonly names: readonly string[];
  readonly session: Session;
  private readonly outside: Outside;
  private known: VisibleSteps | undefined;

  /** The subject is that of the session. */
  constructor(session: Session, world: World, alphabet: Alphabet) {
    this.world = world;
    this.session = session;
    this.outside = new Outside(alphabet, world);
    this.names = session.taskNames(world);
  }

  /** All that it can do, unless that is more work than so many transitions. */
  graph(transitionsMax: number): StateGraph {
    return this.asked((steps) => steps.graph((effort) => isMore(effort, transitionsMax)));
  }

  /** What a run shows. */
  shown(strategy: Strategy): Shown {
    const { world, outside, session } = this;
    const { outcome } = session.simulation.run(session.subject, world, strategy);
    return shownIn(session.trace, outside, outside.begin(this.names.length), outcome);
  }

  /** Looks for a run that shows this word, under whatever schedule. */
  follow(word: readonly number[], transitionsMax: number): Followed {
    return this.asked((steps) => steps.follow(word, (effort) => isMore(effort, transitionsMax)));
  }

  /** Asks the graph of its steps, which remembers what was asked before. */
  private asked<T>(question: (steps: VisibleSteps) => T): T {
    const { world, outside } = this;
    const { subject, tools } = this.session;
    return explorable(subject, { world, tools }, () => {
      this.known ??= new VisibleSteps(
        new Steps(stageOf(subject, world, tools), outside),
        (knowledge, outcome) => outside.seenAtEnd(knowledge, outcome),
      );
      return question(this.known);
    });
  }
}

/**
 * Is it more work than so many transitions? Where a task runs for very long, each of its new steps
 * takes the whole run before it once more.
 */
const isMore = ({ transitions, replayed }: Effort, transitionsMax: number): boolean =>
  Math.max(transitions, replayed / REPLAYED_PER_TRANSITION) >= transitionsMax;

/** The letters for both sides in one world. */
export const alphabetOf = (world: World, { actors }: Tools): Alphabet =>
  new Alphabet(taskNames(world, actors));

/** What the run with this trace shows, step by step. */
function shownIn(trace: Trace, outside: Outside, { own }: Knowledge, outcome: Outcome): Shown {
  const known = [...own];
  const word: number[] = [];
  const by: number[] = [];
  const steps: number[] = [];
  const tasks = tasksByStep(trace);
  const begins = beginningsOf(trace);
  begins.forEach((begin, step) => {
    const task = tasks[step]!;
    const events = trace.words.slice(begin, begins[step + 1] ?? trace.length);
    const { own: after, marks: letter } = outside.judge({ task, events }, 0, known[task]!);
    known[task] = after;
    if (letter === SILENT) return;
    word.push(letter);
    by.push(task);
    steps.push(step + 1);
  });
  word.push(outside.seenAtEnd({ shared: 0, own: known }, outcome));
  by.push(-1);
  steps.push(tasks.length);
  return { word, by, steps, tasks };
}

/** Where in the trace each operation stands. */
function beginningsOf({ words, length }: Trace): number[] {
  const begins: number[] = [];
  for (let at = 0; at < length; at += EVENT_WORDS) {
    if (isOperation(kindOf(words[at + FIELD.code]!))) begins.push(at);
  }
  return begins;
}
