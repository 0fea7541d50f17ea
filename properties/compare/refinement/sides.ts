import type { Kernel } from '../../../impl/kernel/kernel.ts';
import type { World } from '../../../impl/kernel/world.ts';
import { taskNames } from '../../../impl/simulation.ts';
import { kindOf } from '../../../scheduler/event.ts';
import type { Outcome } from '../../../scheduler/execute.ts';
import { type Effort, workOf } from '../../../scheduler/explore/explored.ts';
import {
  type Observer,
  REFUSED,
  SILENT,
  type StateGraph,
  stateGraph,
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

/** How far a word can be followed. */
export interface Followed {
  /** Letters that a run can show, all of them if it can be followed to its end. */
  readonly letters: number;
  /** The tasks of the steps of such a run. */
  readonly tasks: readonly number[];
  /** What can be shown in place of the next letter. */
  readonly instead: readonly number[];
  /** Nothing was left untried: no run shows more of the word. */
  readonly decided: boolean;
}

/** One subject in one world, as it is seen from outside. */
export class Side {
  readonly world: World;
  readonly names: readonly string[];
  readonly session: Session;
  private readonly alphabet: Alphabet;

  /** The subject is that of the session. */
  constructor(session: Session, world: World, alphabet: Alphabet) {
    this.world = world;
    this.session = session;
    this.alphabet = alphabet;
    this.names = session.taskNames(world);
  }

  /** All that it can do, unless that is more work than so many transitions. */
  graph(transitionsMax: number): StateGraph {
    return this.draw(
      (outside) => outside,
      (effort) => workOf(effort) >= transitionsMax,
    );
  }

  /** What a run shows. */
  shown(strategy: Strategy): Shown {
    const { world, alphabet, session } = this;
    const { kernel } = session.simulation;
    const { outcome } = session.simulation.run(session.subject, world, strategy);
    return shownIn(kernel, new Outside(kernel, alphabet, world, this.names.length), outcome);
  }

  /** Looks for a run that shows this word, under whatever schedule. */
  follow(word: readonly number[], transitionsMax: number): Followed {
    let follower: Follower | undefined;
    const { all } = this.draw(
      (outside, { trace }) => {
        follower = new Follower(outside, word, trace);
        return follower;
      },
      (effort) => follower!.letters === word.length || workOf(effort) >= transitionsMax,
    );
    const { letters, tasks, instead } = follower!;
    return { letters, tasks, instead: [...instead], decided: all || letters === word.length };
  }

  private draw(
    observed: (outside: Outside, kernel: Kernel) => Observer,
    stop: (effort: Effort) => boolean,
  ): StateGraph {
    const { world } = this;
    const { subject, tools } = this.session;
    const stage = stageOf(subject, world, tools);
    const outside = new Outside(stage.machine, this.alphabet, world, stage.tasks);
    return explorable(subject, { world, tools }, () =>
      stateGraph(stage, observed(outside, stage.machine), stop),
    );
  }
}

/** The letters for both sides in one world. */
export const alphabetOf = (world: World, { actors }: Tools): Alphabet =>
  new Alphabet(taskNames(world, actors));

/** What the run whose trace the kernel has shows, transition by transition. */
function shownIn({ trace }: Kernel, outside: Outside, outcome: Outcome): Shown {
  const word: number[] = [];
  const by: number[] = [];
  const steps: number[] = [];
  const tasks = tasksByStep(trace);
  const begins = beginningsOf(trace);
  outside.begin();
  outside.follow(-1, begins[0] ?? trace.length);
  begins.forEach((_, step) => {
    const letter = outside.follow(tasks[step]!, begins[step + 1] ?? trace.length);
    if (letter === SILENT) return;
    word.push(letter);
    by.push(tasks[step]!);
    steps.push(step + 1);
  });
  word.push(outside.end(outcome));
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

/** Goes along with runs as long as they show a word. */
class Follower implements Observer {
  readonly attends: number;
  /** The most letters of the word that a run has shown, and the tasks of its steps. */
  letters = 0;
  tasks: readonly number[] = [];
  /** What was shown after so many letters and is not the next one. */
  readonly instead = new Set<number>();
  private readonly outside: Outside;
  private readonly word: readonly number[];
  private readonly trace: Trace;
  private at = 0;
  private readonly slots: number[] = [];

  constructor(outside: Outside, word: readonly number[], trace: Trace) {
    this.outside = outside;
    this.word = word;
    this.trace = trace;
    this.attends = outside.attends;
  }

  begin(): void {
    this.at = 0;
    this.outside.begin();
  }

  follow(task: number): number {
    const seen = this.outside.follow(task);
    return seen === SILENT ? SILENT : this.read(seen);
  }

  end(outcome: Outcome): number {
    const seen = this.outside.end(outcome);
    this.read(seen);
    return seen;
  }

  digest(seed: number): number {
    return this.outside.digest(seed + this.at);
  }

  save(slot: number): void {
    this.slots[slot] = this.at;
    this.outside.save(slot);
  }

  restore(slot: number): void {
    this.at = this.slots[slot]!;
    this.outside.restore(slot);
  }

  private read(seen: number): number {
    if (seen !== this.word[this.at]) {
      if (this.at === this.letters) this.instead.add(seen);
      return REFUSED;
    }
    this.at += 1;
    if (this.at > this.letters) {
      this.letters = this.at;
      this.tasks = tasksByStep(this.trace);
      this.instead.clear();
    }
    return seen;
  }
}
