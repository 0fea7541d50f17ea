import { mix } from '../../scheduler/digest.ts';
import { ATTEMPTS } from './attempt.ts';
import { type Facts, OBJECT_FACTS, SHARED_FACTS } from './facts.ts';

/**
 * A 32-bit digest, from a seed, of what laws may still ask about, beside what memory says: two runs
 * that are in the same state of the kernel and have the same digest will be judged alike from there
 * on.
 */
export function digestOf(facts: Facts, seed: number): number {
  let hash = seed;
  const told = (value: number): void => {
    hash = mix(hash, value);
  };
  SHARED_FACTS.tell(facts.words, told);
  for (const { words } of facts.objects) OBJECT_FACTS.tell(words, told);
  for (let task = 0; task < facts.faultingTasks; task += 1) {
    ATTEMPTS.tell(facts.attempts[task]!.words, told);
  }
  return hash;
}
