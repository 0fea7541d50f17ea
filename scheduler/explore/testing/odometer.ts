import type { Strategy } from '../../strategy.ts';
import { count, lowest } from '../../task-set.ts';

/** Chooses as it did before up to some step, and there what it has not chosen yet. */
export class Odometer implements Strategy {
  /** By step: what was chosen, what is left to choose, and how many choices there are. */
  private readonly choices: { chosen: number; left: number; of: number }[] = [];
  private readonly preemptions: number;
  private budget = 0;

  /** Runs have at most so many preemptions. */
  constructor(preemptions = Number.POSITIVE_INFINITY) {
    this.preemptions = preemptions;
  }

  begin(): void {
    this.budget = this.preemptions;
  }

  next(enabled: number, current: number, step: number): number {
    const goesOn = current >= 0 && (enabled & (1 << current)) !== 0;
    if (step === this.choices.length) {
      const allowed = goesOn && this.budget === 0 ? 1 << current : enabled;
      this.choices.push({
        chosen: lowest(allowed),
        left: allowed & (allowed - 1),
        of: count(allowed),
      });
    }
    const { chosen } = this.choices[step]!;
    if (goesOn && chosen !== current) this.budget -= 1;
    return chosen;
  }

  /** The chance of the last run, if every choice is as likely as any other one at its step. */
  get chance(): number {
    return this.choices.reduce((chance, { of }) => chance / of, 1);
  }

  /** False when everything has been chosen. */
  advance(): boolean {
    while (this.choices.length > 0) {
      const choice = this.choices.at(-1)!;
      if (choice.left !== 0) {
        choice.chosen = lowest(choice.left);
        choice.left &= choice.left - 1;
        return true;
      }
      this.choices.pop();
    }
    return false;
  }
}

/** Runs something under every schedule that there is, one after the other. */
export function everySchedule(run: (strategy: Strategy) => void, preemptions?: number): void {
  const odometer = new Odometer(preemptions);
  do run(odometer);
  while (odometer.advance());
}

/**
 * The chance that something is so of a run that goes the first steps as these tasks did, and then
 * as chance has it: every such run is made, one after the other.
 */
export function chanceOf(
  begin: readonly number[],
  isSo: (strategy: Strategy) => boolean,
): { readonly chance: number; readonly runs: number } {
  const odometer = new Odometer();
  const strategy: Strategy = {
    begin: () => odometer.begin(),
    next: (enabled, current, step) =>
      begin[step] ?? odometer.next(enabled, current, step - begin.length),
  };
  let chance = 0;
  let runs = 0;
  do {
    if (isSo(strategy)) chance += odometer.chance;
    runs += 1;
  } while (odometer.advance());
  return { chance, runs };
}
