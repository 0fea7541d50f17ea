import { InvalidArgumentError } from 'commander';
import type { Shard } from '../properties/answers/work.ts';
import { STEPS_MAX } from '../scheduler/execute.ts';

/** Limits of the numbers on the command line. */
export const RUNS_MAX = 1_000_000_000;
export const SECONDS_MAX = 86_400;
export const SEED_MAX = 0x7fffffff;
export const WORKERS_MAX = 256;
export const SHARDS_MAX = 10_000;

export const RUNS_DEFAULT = 20_000;
/** Of each side of a mutant; small worlds are exhausted besides. */
export const RUNS_OF_A_MUTANT = 300;
/** Fixed, so that the same command gives the same bytes. */
export const SEED_DEFAULT = 1;

/** `--runs`: how many runs to judge. */
export const runs = (text: string): number => wholeNumber(text, 1, RUNS_MAX);

/** `--workers`: how many threads. */
export const workers = (text: string): number => wholeNumber(text, 1, WORKERS_MAX);

/** `--seed`: a signed 32-bit number. */
export const seed = (text: string): number => wholeNumber(text, -SEED_MAX - 1, SEED_MAX);

/** `--preemptions`: how many a run may have. */
export const preemptions = (text: string): number => wholeNumber(text, 0, STEPS_MAX);

/** `--transitions`: how large a world may be. */
export const transitions = (text: string): number => wholeNumber(text, 1, RUNS_MAX);

/** `--seconds`: a limit of time, fractions allowed. */
export function seconds(text: string): number {
  const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (value > 0 && value <= SECONDS_MAX) return value;
  throw new InvalidArgumentError(`Expected a number above 0, at most ${SECONDS_MAX}.`);
}

/** `--shard`: `2/8` is the second one of eight. */
export function shard(text: string): Shard {
  const [, index, of] = /^(\d{1,5})\/(\d{1,5})$/.exec(text)?.map(Number) ?? [];
  if (index !== undefined && of !== undefined && index >= 1 && index <= of && of <= SHARDS_MAX) {
    return { index, of };
  }
  throw new InvalidArgumentError(`Expected i/n, with 1 <= i <= n <= ${SHARDS_MAX}.`);
}

/** A whole number in decimal, or like `1e6`. */
function wholeNumber(text: string, min: number, max: number): number {
  const value = /^-?\d+(e\d{1,2})?$/.test(text) ? Number(text) : Number.NaN;
  if (value >= min && value <= max) return value === 0 ? 0 : value;
  throw new InvalidArgumentError(`Expected a whole number from ${min} to ${max}.`);
}
