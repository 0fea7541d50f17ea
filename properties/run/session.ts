import type { World } from '../../impl/kernel/world.ts';
import { locating } from '../../impl/locate.ts';
import { Simulation, taskNames } from '../../impl/simulation.ts';
import type { Subject } from '../../impl/subject.ts';
import type { Execution } from '../../scheduler/execute.ts';
import { preemptionsOf } from '../../scheduler/schedule.ts';
import { preemptions } from '../../scheduler/strategies/preemptions.ts';
import type { Strategy } from '../../scheduler/strategy.ts';
import type { Run } from '../answers/run.ts';
import type { Violation } from '../judge/invariant.ts';
import { Oracle } from '../judge/oracle.ts';
import { type Primary, primaries } from '../judge/primary.ts';
import { settle } from '../worlds/settle.ts';
import type { Tools } from './tools.ts';

/** A run that has been run and judged; its trace is the kernel's until the next run. */
export interface Judged {
  readonly world: World;
  readonly execution: Execution;
  readonly violations: readonly Violation[];
  readonly primaries: readonly Primary[];
}

const CLEAN: readonly never[] = [];

/** One subject under question: runs worlds, judges the traces. */
export class Session {
  readonly subject: Subject;
  readonly tools: Tools;
  readonly simulation: Simulation;
  readonly oracle: Oracle;
  private readonly daemons: number;

  constructor(subject: Subject, tools: Tools) {
    this.subject = subject;
    this.tools = tools;
    this.simulation = new Simulation(tools.actors);
    this.oracle = new Oracle(tools.invariants);
    this.daemons = [...tools.actors.values()].filter((actor) => 'daemon' in actor).length;
  }

  /** The trace of the last run. */
  get trace() {
    return this.simulation.kernel.trace;
  }

  /** Runs a world under a strategy, and judges the run by every law. */
  judge(world: World, strategy: Strategy): Judged {
    return this.judgeSettled(settle(world), strategy);
  }

  /** The same, for a world that is a legal one already. */
  judgeSettled(settled: World, strategy: Strategy): Judged {
    const execution = this.simulation.run(this.subject, settled, strategy);
    const violations = this.oracle.judge(this.trace, settled, this.subject.profile, execution);
    const found = violations.length === 0 ? CLEAN : primaries(violations, this.tools.invariants);
    return { world: settled, execution, violations, primaries: found };
  }

  /** The same work, with a place in the subject's source for every event of its last run; slow. */
  locating<T>(work: () => T): T {
    return locating(this.simulation.kernel, this.subject, work);
  }

  /** Runs a world under a list of preemptions. */
  judgeRun(run: Run): Judged {
    return this.judge(run.world, preemptions(run.preemptions));
  }

  /** The last run as one that the `preemptions` strategy repeats. */
  lastRun(world: World): Run {
    return { world, preemptions: preemptionsOf(this.trace) };
  }

  /** How many tasks a world has, those that no run waits for included. */
  tasksIn({ faults, environment }: World): number {
    return faults.length + environment.length + this.daemons;
  }

  /** Names of a world's tasks, by id. */
  taskNames(world: World): string[] {
    return taskNames(world, this.tools.actors);
  }
}
