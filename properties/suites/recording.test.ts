import { test as property } from '@fast-check/vitest';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { entries } from '../../catalog.ts';
import { Kernel } from '../../impl/kernel/kernel.ts';
import { TRAP_BEGIN } from '../../impl/kernel/marks.ts';
import { Recorder } from '../../impl/kernel/memory/recorder.ts';
import { Simulation } from '../../impl/simulation.ts';
import { conflict } from '../../scheduler/explore/footprint.ts';
import { Crash } from '../../scheduler/machine.ts';
import { preemptions } from '../../scheduler/strategies/preemptions.ts';
import { random } from '../../scheduler/strategies/random.ts';
import { DIVERGED, type Strategy } from '../../scheduler/strategy.ts';
import type { Task } from '../../scheduler/task.ts';
import { EVENT_WORDS, FIELD } from '../../scheduler/trace.ts';
import { runArbitrary, worldArbitrary } from '../worlds/arbitraries.ts';
import { settle } from '../worlds/settle.ts';
import { subject, tools } from './harness.ts';

const SUBJECTS = [...(await entries('helpers')).keys()];

const recorded = (): Simulation => new Simulation(tools.actors, new Kernel(new Recorder()));

/** The events of the last run; only who records nothing takes fingerprints. */
function eventsOf({ kernel: { trace } }: Simulation): number[] {
  const words = [...trace.words.subarray(0, trace.length)];
  for (let at = 0; at < words.length; at += EVENT_WORDS) {
    if (words[at] === TRAP_BEGIN.code) words[at + FIELD.c] = 0;
  }
  return words;
}

describe('a kernel that records', () => {
  const [plain, recording] = [new Simulation(tools.actors), recorded()];
  test.each(SUBJECTS)('runs %s event by event as any other does', async (name) => {
    const it = await subject(name);
    fc.assert(
      fc.property(runArbitrary(tools.actors), ({ world: written, preemptions: list }) => {
        const world = settle(written);
        const one = plain.run(it, world, preemptions(list));
        const other = recording.run(it, world, preemptions(list));
        expect(other).toEqual(one);
        expect(eventsOf(recording)).toEqual(eventsOf(plain));
        expect(recording.kernel.words).toEqual(plain.kernel.words);
      }),
      { numRuns: 60, seed: 5 },
    );
  });
});

/** Goes at random, and stops before this step. */
class Until implements Strategy {
  tasks: readonly Task[] = [];
  enabled = 0;
  readonly wanted = 'nobody';
  private readonly walk: Strategy;
  private readonly steps: number;

  constructor(seed: number, steps: number) {
    this.walk = random(seed);
    this.steps = steps;
  }

  begin(tasks: readonly Task[]): void {
    this.tasks = tasks;
    this.walk.begin(tasks);
  }

  next(enabled: number, current: number, step: number): number {
    this.enabled = enabled;
    return step < this.steps ? this.walk.next(enabled, current, step) : DIVERGED;
  }
}

const it = await subject('v5.5');

describe('two operations whose footprints do not conflict', () => {
  const simulation = recorded();
  const machine = simulation.kernel;
  const recorder = machine.recorder!;
  let pairs = 0;

  const isEnabled = ({ id, pending }: Task): boolean =>
    pending!.kind.enabled?.(machine, id, pending!) ?? true;
  /** Its reply; undefined if it crashes. */
  const perform = (task: Task): number | undefined => {
    try {
      return pending(task);
    } catch (error) {
      if (error instanceof Crash) return undefined;
      throw error;
    }
  };
  const pending = ({ id, pending: operation }: Task): number =>
    operation!.kind.perform(machine, id, operation!);
  const footprintOf = (task: Task): Int32Array => {
    recorder.clear();
    isEnabled(task);
    perform(task);
    const footprint = recorder.footprint.slice();
    machine.restore(0);
    return footprint;
  };
  /** What comes of one order: replies, who can go on in between and then, and memory. */
  const inOrder = (first: Task, second: Task, alive: readonly Task[]) => {
    const one = perform(first);
    const between = isEnabled(second);
    const other = between ? perform(second) : undefined;
    const crashed = one === undefined || (between && other === undefined);
    const enabled = crashed ? [] : alive.filter((task) => !(task === first || task === second));
    const mask = enabled.map(isEnabled);
    const words = machine.words.slice();
    const digests = recorder.state.slice();
    machine.restore(0);
    return {
      crashed,
      between,
      replies: new Map([
        [first.id, one],
        [second.id, other],
      ]),
      mask,
      words,
      digests,
    };
  };

  property.prop([worldArbitrary(tools.actors), fc.nat(), fc.nat(60)], { numRuns: 600, seed: 3 })(
    'come to the same in both orders',
    (world, seed, steps) => {
      const strategy = new Until(seed, steps);
      const { outcome } = simulation.run(it, settle(world), strategy);
      if (outcome.kind !== 'diverged') return;
      machine.save(0);
      const alive = strategy.tasks.filter(({ pending: operation }) => operation !== null);
      const ready = alive.filter(({ id }) => (strategy.enabled & (1 << id)) !== 0);
      const footprints = ready.map(footprintOf);
      ready.forEach((one, at) => {
        ready.slice(0, at).forEach((other, index) => {
          if (conflict(footprints[at]!, 0, footprints[index]!, 0)) return;
          const [ahead, behind] = [inOrder(one, other, alive), inOrder(other, one, alive)];
          if (ahead.crashed || behind.crashed) return;
          pairs += 1;
          expect(ahead.between && behind.between).toBe(true);
          expect(ahead.replies.get(one.id)).toBe(behind.replies.get(one.id));
          expect(ahead.replies.get(other.id)).toBe(behind.replies.get(other.id));
          expect(ahead.mask).toEqual(behind.mask);
          expect(ahead.words).toEqual(behind.words);
          expect(ahead.digests).toEqual(behind.digests);
        });
      });
    },
  );

  test('have been many', () => expect(pairs).toBeGreaterThan(500));
});
