import { describe, expect, test } from 'vitest';
import type { Subject } from '../../impl/subject.ts';
import { chanceOf } from '../../scheduler/explore/testing/odometer.ts';
import { tasksByStep } from '../../scheduler/schedule.ts';
import type { Strategy } from '../../scheduler/strategy.ts';
import { exploreWorld } from '../explore/exploration.ts';
import { continuationsOf, type ProbabilityEffort } from '../explore/failure-probability.ts';
import { causeOf, keyOf } from '../judge/cause.ts';
import { Session } from '../run/session.ts';
import { settle } from '../worlds/settle.ts';
import { subject, tools } from './harness.ts';
import { probabilitiesOf } from './probabilities-of.ts';

/** FailureProbability of real subjects: the same solved, run by run, and estimated. */

interface Case {
  readonly of: string;
  readonly world: string;
  readonly law: string;
}

/** The run of a litmus world in which an exploration sees the law broken first. */
function brokenRun(it: Subject, { world: name, law }: Case) {
  const session = new Session(it, tools);
  const world = settle(tools.worlds.get(name)!.world);
  const { broken } = exploreWorld(it, world, {
    tools,
    stop: () => false,
  });
  const run = broken.get(law)!;
  /** Runs it again, and asks for its probabilities. */
  const probabilities = (effort?: ProbabilityEffort) => probabilitiesOf(session, run, law, effort)!;
  return { session, world, run, probabilities };
}

/** What all runs from this many steps of the run on come to, made and judged one by one. */
function everyContinuation({ session, world, run }: ReturnType<typeof brokenRun>, law: string) {
  const causeIn = (violations: ReturnType<Session['judgeRun']>['violations']): string => {
    const broken = violations.find(({ invariant }) => invariant === law);
    return broken ? keyOf(causeOf(broken, session.trace, world)) : '';
  };
  const cause = causeIn(session.judgeRun(run).violations);
  const tasks = tasksByStep(session.trace);
  const fails = (strategy: Strategy): boolean =>
    causeIn(session.judgeSettled(world, strategy).violations) === cause;
  return (steps: number): number => chanceOf(tasks.slice(0, steps), fails).chance;
}

const CASES: readonly (readonly [from: number, it: Case])[] = [
  [0, { of: 'v5.5', world: 'notify-moves', law: 'io-lock-same-manager' }],
  [
    0,
    {
      of: 'fence-wait-uninterruptible',
      world: 'signal-while-moving',
      law: 'waits-are-interruptible',
    },
  ],
  [
    0,
    { of: 'fence-waited-after-put', world: 'pending-move-without-retry', law: 'no-use-after-free' },
  ],
  [0, { of: 'flags-cleared', world: 'pending-move', law: 'no-wait-under-mmap-lock' }],
  [3, { of: 'v5.3', world: 'gutted-object', law: 'no-crash' }],
  [11, { of: 'v5.5', world: 'contended-without-retry', law: 'always-resolves' }],
];

describe('solved probabilities are those of all continuations, made one by one', () => {
  test.each(CASES)('from step %i on of %o', async (from, it) => {
    const run = brokenRun(await subject(it.of), it);
    const { known, failureProbability } = run.probabilities();
    expect(known).toBe('exact');
    const chance = everyContinuation(run, it.law);
    for (let steps = from; steps < failureProbability.length; steps += 1) {
      expect(failureProbability[steps]).toBeCloseTo(chance(steps), 12);
    }
    // Somewhere the schedule matters.
    expect(new Set(failureProbability.slice(from)).size).toBeGreaterThan(1);
  });
});

describe('estimated probabilities', () => {
  test.each(CASES.map(([, it]) => it))(
    'hold the solved ones in their intervals: %o',
    async (it) => {
      const run = brokenRun(await subject(it.of), it);
      const exact = run.probabilities();
      const estimate = run.probabilities({ statesMax: 0, runs: 100 });
      expect(estimate).toMatchObject({
        known: 'estimated',
        over: 100,
        pointOfNoReturn: exact.pointOfNoReturn,
      });
      const inside = exact.failureProbability.filter((probability, at) => {
        const [low, high] = estimate.intervals![at]!;
        return low <= probability && probability <= high;
      });
      // One in twenty may be outside.
      expect(inside.length / exact.failureProbability.length).toBeGreaterThan(0.9);
    },
  );

  test('are the same again', async () => {
    const run = brokenRun(await subject('v5.5'), CASES[0]![1]);
    const effort = { statesMax: 0, runs: 50 };
    expect(run.probabilities(effort)).toEqual(run.probabilities(effort));
    expect(run.probabilities(effort).failureProbability).not.toEqual(
      run.probabilities().failureProbability,
    );
  });
});

describe('what is said of a run', () => {
  test('that a lock is the wrong one was settled when the move was over, before it was taken', async () => {
    const { session, run, probabilities } = brokenRun(await subject('v5.5'), CASES[0]![1]);
    const { pointOfNoReturn, wrong } = probabilities();
    const { violations } = session.judgeRun(run);
    const broke = violations.find(({ invariant }) => invariant === 'io-lock-same-manager')!;
    expect(pointOfNoReturn).toBeLessThan(broke.step);
    expect(wrong).toBe(pointOfNoReturn);
    const signal = session.trace.events().find(({ kind }) => kind.name === 'dma_fence_signal')!;
    expect(pointOfNoReturn).toBe(signal.step);
  });

  test('that failures alone decide has no step that went wrong', async () => {
    const session = new Session(await subject('rfc'), tools);
    const world = settle(tools.worlds.get('one-fault')!.world);
    const failing = settle({
      ...world,
      failures: [{ task: 0, primitive: 'ttm_mem_io_reserve', call: 1, error: 'EINVAL' }],
    });
    const judged = session.judgeRun({ world: failing, preemptions: [] });
    const leak = judged.violations.find(({ invariant }) => invariant === 'io-lock-balanced')!;
    const { known, failureProbability, pointOfNoReturn, wrong } = continuationsOf(
      session,
      judged,
      leak,
    )!;
    expect({ known, pointOfNoReturn, wrong }).toEqual({
      known: 'exact',
      pointOfNoReturn: null,
      wrong: null,
    });
    expect(new Set(failureProbability)).toEqual(new Set([1]));
  });
});
