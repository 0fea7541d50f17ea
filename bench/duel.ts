import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { median } from './row.ts';

/** What a contestant did: how many pieces of work, and of how many small steps they were. */
export interface Work {
  readonly pieces: number;
  readonly steps: number;
}

/** Does about this many pieces of work. */
export type Contestant = (pieces: number) => Work | Promise<Work>;

/** One round of one contestant. */
export interface Round {
  /** Pieces per second. */
  readonly rate: number;
  readonly stepsPerPiece: number;
}

/** How often and how long. */
export interface Rounds {
  readonly count: number;
  readonly seconds: number;
}

/** Rounds that only warm up: the compiler has seen everything by then. */
const WARM_UP = 3;
/** Pieces of the first warm-up round; the later rounds are as long as they should be. */
const PIECES_FIRST = 1000;
const SCRIPT = fileURLToPath(new URL('contestant.ts', import.meta.url));

/**
 * Lets contestants take turns, A B A B …, so that whatever else the machine does hits both.
 *
 * Each lives in a process of its own, since one program must not spoil what the compiler knows
 * about the other; `contestant.ts` says how it is called.
 */
export async function duel<Name extends string>(
  contestants: Readonly<Record<Name, readonly string[]>>,
  rounds: Rounds,
): Promise<Readonly<Record<Name, readonly Round[]>>> {
  const names = Object.keys(contestants) as Name[];
  const entrants = names.map((name) => ({
    child: fork(SCRIPT, contestants[name]),
    pieces: PIECES_FIRST,
    results: [] as Round[],
  }));
  for (let round = -WARM_UP; round < rounds.count; round += 1) {
    for (const entrant of entrants) {
      entrant.child.send(entrant.pieces);
      const [result] = (await once(entrant.child, 'message')) as [Round];
      entrant.pieces = Math.max(1, Math.round(result.rate * rounds.seconds));
      if (round >= 0) entrant.results.push(result);
    }
  }
  for (const { child } of entrants) child.disconnect();
  const results = names.map((name, index) => [name, entrants[index]!.results]);
  return Object.fromEntries(results) as Record<Name, Round[]>;
}

/** The median rate. */
export const rateOf = (rounds: readonly Round[]): number => median(rounds.map(({ rate }) => rate));

/** The median number of small steps in a piece. */
export const stepsOf = (rounds: readonly Round[]): number =>
  median(rounds.map(({ stepsPerPiece }) => stepsPerPiece));

/** How many times faster, in each pair of neighbouring rounds. */
export const ratiosOf = (ours: readonly Round[], theirs: readonly Round[]): number[] =>
  ours.map(({ rate }, index) => rate / theirs[index]!.rate);
