import * as fc from 'fast-check';
import type { World } from '../impl/kernel/world.ts';
import { runArbitrary } from './arbitraries.ts';
import type { Run } from './finding.ts';
import { settle } from './settle.ts';
import type { CheckOptions, Tools } from './tools.ts';

/** A run as fast-check drew it, and its world made a legal one. */
export interface Drawn {
  readonly run: Run;
  readonly settled: World;
}

/** Runs that are drawn at a time: memory does not grow with the length of the search. */
const CHUNK = 250;

/**
 * The runs of a search, a chunk at a time. Two searches that take turns are given the same chunk,
 * which is then drawn and settled only once.
 */
export class Draws {
  private readonly options: CheckOptions;
  private readonly arbitrary: fc.Arbitrary<Run>;
  private last: { readonly from: number; readonly drawn: readonly Drawn[] } | undefined;

  constructor({ actors }: Tools, options: CheckOptions) {
    this.options = options;
    this.arbitrary = runArbitrary(actors, options.world?.world);
  }

  /** The chunk that begins after so many runs; nothing else decides what is in it. */
  from(runs: number): readonly Drawn[] {
    if (this.last?.from === runs) return this.last.drawn;
    const numRuns = Math.min(CHUNK, this.options.runs - runs);
    const sample = fc.sample(this.arbitrary, { seed: mix(this.options.seed, runs), numRuns });
    const drawn = sample.map((run) => ({ run, settled: settle(run.world) }));
    this.last = { from: runs, drawn };
    return drawn;
  }
}

/** Another seed for every chunk, the same one every time (the finaliser of MurmurHash3). */
export function mix(seed: number, index: number): number {
  let hash = (seed ^ Math.imul(index + 1, 0x9e3779b9)) | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
