import type { Contestant, Round } from './duel.ts';

/**
 * The process of one contestant: `node contestant.ts FILE EXPORT ARGUMENT…` imports a function that
 * makes it, and then does a round for every number of pieces that the parent sends.
 *
 * Seconds are those of the processor, of all threads of this process: compiler and collector too.
 */
const [file, name, ...args] = process.argv.slice(2);
const module: Readonly<Record<string, (...args: string[]) => Promise<Contestant>>> = await import(
  new URL(file!, import.meta.url).href
);
const contestant = await module[name!]!(...args);

process.on('message', async (pieces: number) => {
  const before = process.cpuUsage();
  const work = await contestant(pieces);
  const { user, system } = process.cpuUsage(before);
  const seconds = Math.max(user + system, 1) / 1e6;
  process.send!({
    rate: work.pieces / seconds,
    stepsPerPiece: work.steps / work.pieces,
  } satisfies Round);
});
