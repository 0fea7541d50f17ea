import { EXIT } from './exit-codes.ts';

/** A second Ctrl-C within this time is the same one: npm passes on what the terminal sends. */
const SAME_MS = 400;

/**
 * Ctrl-C: the first one calls `stop`, so that what was found so far is still printed; the second
 * one ends the program at once. Returns what ends the listening and says whether there was one.
 */
export function onInterrupt(stop: () => void): () => boolean {
  let first: number | null = null;
  const listener = (): void => {
    const now = performance.now();
    if (first === null) {
      first = now;
      stop();
    } else if (now - first > SAME_MS) {
      process.exit(EXIT.interrupted);
    }
  };
  process.on('SIGINT', listener);
  return () => {
    process.off('SIGINT', listener);
    return first !== null;
  };
}
