import { mix } from '../digest.ts';
import type { Frame } from './frame.ts';

/** Who remembers something of the run, beside the machine. */
export interface Memory {
  /** Tasks of which it looks whether they were blocked before they went on, as a mask. */
  readonly attends: number;
  /** A digest of what it still has in mind, from a seed: it answers alike after equal ones. */
  digest(seed: number): number;
}

/**
 * 53 bits of a state: the machine's two digests, where its tasks stand, who was seen blocked, what
 * is remembered.
 */
export function digestOfState(
  [one, other]: Int32Array,
  { locals, waited: seen }: Frame,
  memory: Memory,
): number {
  const waited = seen & memory.attends;
  let low = one!;
  let high = other!;
  for (const { id } of locals) {
    low = mix(low, id);
    high = mix(high, ~id);
  }
  low = mix(mix(low, memory.digest(1)), waited);
  high = mix(mix(high, memory.digest(2)), waited);
  return (low >>> 0) * 0x200000 + (high >>> 11);
}
