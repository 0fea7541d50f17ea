import { nameOf, placeAt, STACKS_START } from '../../impl/kernel/memory/layout.ts';
import type { World } from '../../impl/kernel/world.ts';
import { Simulation, taskNames } from '../../impl/simulation.ts';
import type { Subject } from '../../impl/subject.ts';
import type { Outcome } from '../../scheduler/execute.ts';
import { DIVERGED, type Strategy } from '../../scheduler/strategy.ts';
import type { Task } from '../../scheduler/task.ts';
import type { PortableEvent } from '../answers/portable-event.ts';
import { Oracle } from '../judge/oracle.ts';
import { type Primary, primaries } from '../judge/primary.ts';
import { settle } from '../worlds/settle.ts';
import { callText, portableTrace } from './portable.ts';
import type { Tools } from './tools.ts';

/** Where a task stands: what it would do next, and whether it can. */
export interface TaskPosition {
  readonly name: string;
  /** `finished` also where the whole run has ended. */
  readonly state: 'enabled' | 'blocked' | 'finished';
  /** The operation that it performs when it is picked: `dma_resv_trylock(resv-1)`. */
  readonly next: string | null;
  /** The configuration of the statechart in which a faulting task is; null for all others. */
  readonly chart: string | null;
}

/** A word of the kernel's memory, stacks left out, that is not what it was at boot. */
export interface Change {
  /** `bo-1.moving` */
  readonly field: string;
  readonly was: string;
  readonly is: string;
  /** It was changed by the last step. */
  readonly fresh: boolean;
}

/** A run after so many choices. */
export interface Position {
  /** Who took each step, by task; shorter than what was asked where that cannot be followed. */
  readonly choices: readonly number[];
  readonly tasks: readonly TaskPosition[];
  readonly trace: readonly PortableEvent[];
  readonly changes: readonly Change[];
  /** The laws that are broken by now. */
  readonly broken: readonly Primary[];
  /** How the run ended; null while somebody can go on. */
  readonly outcome: Outcome | null;
}

/** One subject in one world, of which each position is a list of choices: stepping by manual. */
export class Positions {
  private readonly subject: Subject;
  private readonly world: World;
  private readonly tools: Tools;
  private readonly simulation: Simulation;
  private readonly oracle: Oracle;
  private readonly names: readonly string[];

  constructor(subject: Subject, world: World, tools: Tools) {
    this.subject = subject;
    this.world = settle(world);
    this.tools = tools;
    this.simulation = new Simulation(tools.actors);
    this.oracle = new Oracle(tools.invariants);
    this.names = taskNames(this.world, tools.actors);
  }

  /** Makes the run anew up to there: nothing is undone, so a step back is one choice less. */
  at(choices: readonly number[]): Position {
    const boot = this.memoryAfter([]);
    const before = this.memoryAfter(choices.slice(0, -1));
    const manual = new ManualStrategy(choices);
    const { kernel } = this.simulation;
    const execution = this.located(() => this.simulation.run(this.subject, this.world, manual));
    const outcome = manual.enabled === 0 ? execution.outcome : null;
    const { oracle } = this;
    oracle.begin(this.world, this.subject.profile);
    oracle.follow(kernel.trace, 0);
    // What must hold at the end cannot be broken before it.
    const broken = outcome ? oracle.end(kernel.trace, execution) : oracle.found;
    return {
      choices: choices.slice(0, execution.steps),
      tasks: this.names.map((name, id) => this.taskAt(name, id, manual)),
      trace: portableTrace(kernel.trace, this.names),
      changes: changesIn(boot, before, kernel.words),
      broken: primaries(broken, this.tools.invariants),
      outcome,
    };
  }

  /** The same, with places in the subject's source where it knows them itself, as C does. */
  private located<T>(work: () => T): T {
    const { kernel } = this.simulation;
    const { subject } = this;
    kernel.trace.locate = (task) =>
      (kernel.inSubject & (1 << task)) === 0 ? undefined : subject.sourceLineOf?.(kernel, task);
    try {
      return work();
    } finally {
      kernel.trace.locate = null;
    }
  }

  private memoryAfter(choices: readonly number[]): Int32Array {
    this.simulation.run(this.subject, this.world, new ManualStrategy(choices));
    return this.simulation.kernel.words.slice();
  }

  private taskAt(name: string, id: number, { tasks, enabled }: ManualStrategy): TaskPosition {
    const pending = tasks[id]?.pending ?? null;
    const { attempts, chart, faultingTasks } = this.oracle.facts;
    return {
      name,
      state: pending === null ? 'finished' : (enabled >> id) & 1 ? 'enabled' : 'blocked',
      next: pending && callText(pending, this.names),
      chart: id < faultingTasks ? chart.name(attempts[id]!.chartState) : null,
    };
  }
}

/** Follows the choices, and stops where they end or cannot be followed. */
class ManualStrategy implements Strategy {
  tasks: readonly Task[] = [];
  /** Who could go on where the choices end; nobody if the run had ended before. */
  enabled = 0;
  private readonly choices: readonly number[];

  constructor(choices: readonly number[]) {
    this.choices = choices;
  }

  begin(tasks: readonly Task[]): void {
    this.tasks = tasks;
  }

  next(enabled: number, _current: number, step: number): number {
    const choice = this.choices[step];
    if (choice !== undefined && (enabled >> choice) & 1) return choice;
    this.enabled = enabled;
    return DIVERGED;
  }
}

function changesIn(boot: Int32Array, before: Int32Array, now: Int32Array): Change[] {
  const changes: Change[] = [];
  for (let word = 0; word < STACKS_START >> 2; word += 1) {
    const place = placeAt(word << 2);
    if (!place || (boot[word] === now[word] && before[word] === now[word])) continue;
    const shown = (value: number): string =>
      place.pointer ? nameOf(value) : value < 0 || value > 9999 ? hex(value) : String(value);
    changes.push({
      field: `${place.object}.${place.field}`,
      was: shown(boot[word]!),
      is: shown(now[word]!),
      fresh: before[word] !== now[word],
    });
  }
  return changes;
}

const hex = (value: number): string => `0x${(value >>> 0).toString(16)}`;
