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
const WARM_UP = 2;
/** Pieces of the first warm-up round; the later rounds are as long as they should be. */
const PIECES_FIRST = 200;

/**
 * Lets contestants take turns, A B A B …, so that whatever else the machine does hits both.
 *
 * Seconds are those of the processor, of all threads of this process: compiler and collector too.
 */
export async function duel<Name extends string>(
  contestants: Readonly<Record<Name, Contestant>>,
  rounds: Rounds,
): Promise<Readonly<Record<Name, readonly Round[]>>> {
  const names = Object.keys(contestants) as Name[];
  const pieces = new Map(names.map((name) => [name, PIECES_FIRST]));
  const results = Object.fromEntries(names.map((name) => [name, [] as Round[]]));
  for (let round = -WARM_UP; round < rounds.count; round += 1) {
    for (const name of names) {
      const result = await oneRound(contestants[name], pieces.get(name)!);
      pieces.set(name, Math.max(1, Math.round(result.rate * rounds.seconds)));
      if (round >= 0) results[name]!.push(result);
    }
  }
  return results as Record<Name, Round[]>;
}

async function oneRound(contestant: Contestant, pieces: number): Promise<Round> {
  const before = process.cpuUsage();
  const work = await contestant(pieces);
  const { user, system } = process.cpuUsage(before);
  const seconds = Math.max(user + system, 1) / 1e6;
  return { rate: work.pieces / seconds, stepsPerPiece: work.steps / work.pieces };
}

/** The median rate. */
export const rateOf = (rounds: readonly Round[]): number => median(rounds.map(({ rate }) => rate));

/** The median number of small steps in a piece. */
export const stepsOf = (rounds: readonly Round[]): number =>
  median(rounds.map(({ stepsPerPiece }) => stepsPerPiece));

/** How many times faster, as the median over pairs of neighbouring rounds. */
export const ratioOf = (ours: readonly Round[], theirs: readonly Round[]): number =>
  median(ours.map(({ rate }, index) => rate / theirs[index]!.rate));
