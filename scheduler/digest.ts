/** One step of a 32-bit digest, with the multipliers of MurmurHash3. */
export function mix(hash: number, value: number): number {
  let word = Math.imul(value, 0xcc9e2d51);
  word = (word << 15) | (word >>> 17);
  const mixed = hash ^ Math.imul(word, 0x1b873593);
  return (Math.imul((mixed << 13) | (mixed >>> 19), 5) + 0xe6546b64) | 0;
}

/**
 * The last step of MurmurHash3: every bit of it depends on every bit of the hash. Digests that are
 * summed up need it, or the parts of two sums cancel out.
 */
export function finish(hash: number): number {
  let word = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
  return word ^ (word >>> 16);
}
