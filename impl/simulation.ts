import { type Execution, Scheduler } from '../scheduler/execute.ts';
import type { Strategy } from '../scheduler/strategy.ts';
import type { TaskSpec } from '../scheduler/task.ts';
import type { Actor, Daemon } from './environment/actor.ts';
import { boot } from './kernel/boot.ts';
import { Kernel } from './kernel/kernel.ts';
import { faultingTask } from './kernel/trap.ts';
import type { World } from './kernel/world.ts';
import type { Subject } from './subject.ts';

/** Every actor of `impl/environment/`, by name. */
export type Actors = ReadonlyMap<string, Actor | Daemon>;

/**
 * Runs subjects in worlds: boots the kernel, starts the tasks, lets the scheduler run them.
 *
 * One simulation is made and used for all runs; the trace of the last run is `kernel.trace`.
 */
export class Simulation {
  readonly kernel: Kernel;
  private readonly actors: Actors;
  private readonly scheduler: Scheduler;
  private readonly daemons: readonly TaskSpec[];
  /** Specs are made once for several runs of one world. */
  private last: { subject: Subject; world: World; tasks: readonly TaskSpec[] } | undefined;

  constructor(actors: Actors, kernel = new Kernel(), stepsMax?: number) {
    this.actors = actors;
    this.kernel = kernel;
    this.scheduler = new Scheduler(this.kernel, stepsMax);
    this.daemons = [...actors].flatMap(([name, actor]) =>
      'daemon' in actor ? [{ name, daemon: true, start: () => actor.start(this.kernel) }] : [],
    );
  }

  run(subject: Subject, world: World, strategy: Strategy): Execution {
    boot(this.kernel, world, subject.profile);
    this.kernel.vmOperations = subject.vmOperations ?? null;
    if (this.last?.subject !== subject || this.last.world !== world) {
      this.last = { subject, world, tasks: this.tasks(subject, world) };
    }
    return this.scheduler.run(this.last.tasks, strategy);
  }

  /** The tasks of a world: faulting threads first, then the environment, then the daemons. */
  tasks(subject: Subject, world: World): TaskSpec[] {
    const { kernel } = this;
    kernel.vmOperations = subject.vmOperations ?? null;
    const names = namesOf(world);
    const faults = world.faults.map((fault, task) => ({
      name: names[task]!,
      start: () => faultingTask(kernel, task, fault, subject),
    }));
    const actors = world.environment.map((spec, index) => {
      const task = faults.length + index;
      return { name: names[task]!, start: () => this.actor(spec.actor).start(kernel, spec, task) };
    });
    return [...faults, ...actors, ...this.daemons];
  }

  private actor(name: string): Actor {
    const actor = this.actors.get(name);
    if (!actor || 'daemon' in actor) throw new Error(`no actor is called ${name}`);
    return actor;
  }
}

/** The names of a world's tasks, in the order of their ids. */
export function taskNames(world: World, actors: Actors): string[] {
  const names = namesOf(world);
  for (const [name, actor] of actors) if ('daemon' in actor) names.push(name);
  return names;
}

/** The names of the tasks that a world lists itself. */
function namesOf({ faults, environment }: World): string[] {
  const names = faults.map((_, index) => `fault-${index + 1}`);
  environment.forEach(({ actor }, index) => {
    let times = 1;
    for (let before = 0; before < index; before += 1) {
      if (environment[before]!.actor === actor) times += 1;
    }
    names.push(times === 1 ? actor : `${actor}-${times}`);
  });
  return names;
}
