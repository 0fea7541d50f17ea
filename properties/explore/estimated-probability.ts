import { dice } from '../../scheduler/dice.ts';
import type { Strategy } from '../../scheduler/strategy.ts';
import { count, nth } from '../../scheduler/task-set.ts';
import { causeOf, keyOf } from '../judge/cause.ts';
import { seedOf } from '../run/draws.ts';
import type { Session } from '../run/session.ts';
import type { ProbabilityQuestion } from './exact-probability.ts';

/** The standard normal deviate of a 95 % interval. */
const DEVIATE = 1.959964;

/** Steps that all random runs for one finding may take together. */
const STEPS_MAX = 1_000_000;

/** The run up to some step, and from there on whatever the seed says. */
function thenChance(tasks: readonly number[], steps: number, seed: number): Strategy {
  const { below } = dice(seed);
  return {
    begin() {},
    next: (enabled, _current, step) =>
      step < steps ? tasks[step]! : nth(enabled, below(count(enabled))),
  };
}

/**
 * The failure probabilities along a run as they come out in so many random runs from each step:
 * entry 0 before the first step, entry i + 1 after step i. The same question has the same answer.
 *
 * `choices` are the tasks that could run at each step: where only one could, nothing changes. Null
 * where so many runs are too long, as those of a subject that spins.
 */
export function estimatedProbabilities(
  session: Session,
  { world, cause, tasks }: Omit<ProbabilityQuestion, 'subject'>,
  { choices, runs }: { choices: readonly number[]; runs: number },
): number[] | null {
  let stepsLeft = STEPS_MAX;
  const key = keyOf(cause);
  const fails = (steps: number, run: number): boolean => {
    const chance = thenChance(tasks, steps, seedOf(1 + run, steps));
    const { violations, execution } = session.judgeSettled(world, chance);
    stepsLeft -= execution.steps;
    const broken = violations.find(({ invariant }) => invariant === cause.invariant);
    return broken !== undefined && keyOf(causeOf(broken, session.trace, world)) === key;
  };
  const probabilityAfter = (steps: number): number => {
    let failing = 0;
    for (let run = 0; run < runs && stepsLeft > 0; run += 1) failing += fails(steps, run) ? 1 : 0;
    return failing / runs;
  };
  const probabilities: number[] = [];
  for (let steps = 0; steps <= tasks.length; steps += 1) {
    const forced = steps > 0 && count(choices[steps - 1]!) === 1;
    probabilities.push(forced ? probabilities[steps - 1]! : probabilityAfter(steps));
    if (stepsLeft <= 0) return null;
  }
  return probabilities;
}

/** The 95 % interval of a share that came out in so many runs (Wilson, JASA 1927). */
export function intervalOf(
  probability: number,
  runs: number,
): readonly [low: number, high: number] {
  const spread = DEVIATE ** 2 / runs;
  const middle = (probability + spread / 2) / (1 + spread);
  const half =
    (DEVIATE / (1 + spread)) *
    Math.sqrt((probability * (1 - probability)) / runs + spread / (4 * runs));
  // At the ends nothing is left to rounding.
  return [probability === 0 ? 0 : middle - half, probability === 1 ? 1 : middle + half];
}
