import * as fc from 'fast-check';
import type { World } from '../../impl/kernel/world.ts';
import { finish } from '../../scheduler/digest.ts';
import type { Run } from '../answers/run.ts';
import { runArbitrary } from '../worlds/arbitraries.ts';
import { settle } from '../worlds/settle.ts';
import type { CheckOptions, Tools } from './tools.ts';

/** A run as fast-check drew it, and its world made a legal one. */
export interface Drawn {
  readonly run: Run;
  readonly settled: World;
}

/** Runs that are drawn at a time: memory does not grow with the length of the search. */
export const CHUNK = 250;

/** How many chunks so many runs are. */
export const chunksOf = (runs: number): number => Math.ceil(runs / CHUNK);

/** The runs of a search, a chunk at a time; nothing but seed and number decides what is in one. */
export class Draws {
  private readonly options: CheckOptions;
  private readonly arbitrary: fc.Arbitrary<Run>;

  constructor({ actors }: Tools, options: CheckOptions) {
    this.options = options;
    this.arbitrary = runArbitrary(actors, options.world?.world);
  }

  /** The chunk with this number, counted from 0. */
  chunk(number: number): Drawn[] {
    const from = number * CHUNK;
    const numRuns = Math.min(CHUNK, this.options.runs - from);
    const sample = fc.sample(this.arbitrary, { seed: seedOf(this.options.seed, from), numRuns });
    return sample.map((run) => ({ run, settled: settle(run.world) }));
  }
}

/** Another seed for every index, the same one every time. */
export const seedOf = (seed: number, index: number): number =>
  finish((seed ^ Math.imul(index + 1, 0x9e3779b9)) | 0);
