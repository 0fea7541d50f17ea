import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { subjectOfC } from '../../impl/c/subject.ts';
import type { World } from '../../impl/kernel/world.ts';
import { Simulation } from '../../impl/simulation.ts';
import type { Subject } from '../../impl/subject.ts';
import { type Schedule, scheduleOf } from '../../scheduler/schedule.ts';
import { preemptions } from '../../scheduler/strategies/preemptions.ts';
import { random } from '../../scheduler/strategies/random.ts';
import { replay } from '../../scheduler/strategies/replay.ts';
import type { Strategy } from '../../scheduler/strategy.ts';
import { runArbitrary } from '../worlds/arbitraries.ts';
import { settle } from '../worlds/settle.ts';
import { tools } from './harness.ts';

const RUNS = 900;

/** A simulation in which no task may go on without giving up control. */
function patient(): Simulation {
  const simulation = new Simulation(tools.actors);
  Object.defineProperty(simulation.kernel, 'shortcut', { get: () => null, set() {} });
  return simulation;
}

class Story {
  readonly simulation: Simulation;
  readonly subject: Subject;

  constructor(simulation: Simulation, subject: Subject) {
    this.simulation = simulation;
    this.subject = subject;
  }

  /** All that a run leaves, accesses of memory with it. */
  of(world: World, strategy: Strategy) {
    const { kernel } = this.simulation;
    const execution = this.simulation.run(this.subject, world, strategy);
    const { trace } = kernel;
    return {
      execution,
      words: trace.words.slice(0, trace.length),
      choices: trace.choices.slice(0, trace.step),
      memory: kernel.words.slice(),
    };
  }

  schedule(world: World): Schedule {
    const names = this.simulation.tasks(this.subject, world).map(({ name }) => name);
    return scheduleOf(this.simulation.kernel.trace, names);
  }
}

describe('C that goes on at once makes the run that it makes step by step', () => {
  test.each(['v5.3', 'rfc', 'v5.5', 'v5.10'])('%s', async (version) => {
    const path = new URL(`../../impl/c/subjects/${version}.c`, import.meta.url).pathname;
    const subject = await subjectOfC(path);
    const slow = new Story(patient(), subject);
    const fast = new Story(new Simulation(tools.actors), subject);
    const runs = fc.sample(runArbitrary(tools.actors), { seed: 11, numRuns: RUNS });
    for (const [index, run] of runs.entries()) {
      const world = settle(run.world);
      const strategyOf = (): Strategy =>
        index % 2 === 0 ? preemptions(run.preemptions) : random(index);
      const expected = slow.of(world, strategyOf());
      expect(fast.of(world, strategyOf())).toEqual(expected);
      expect(fast.of(world, replay(slow.schedule(world)))).toEqual(expected);
    }
  });
});
