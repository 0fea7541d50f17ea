/**
 * Which places of the machine one transition touched, as sets of bits.
 *
 * Two transitions of different tasks are independent if neither writes what the other touches:
 * then they commute, which is what partial-order reduction rests on. Additions whose sum nobody
 * learns commute among each other.
 */

/** Words of a footprint: places read, written, added to; two words each. */
export const FOOTPRINT_WORDS = 6;

/** The last place is none of the machine's: it is whether a run is over, since nobody is left. */
const END_READ = 1;
const END_ADD = 5;
const END = 1 << 31;

/** Notes that what was done is the last step of a task for which runs wait. */
export function addToEnd(footprint: Footprints): void {
  footprint[END_ADD]! |= END;
}

/** Notes that what was done, or is asked for, is never done once the run is over. */
export function waitForEnd(footprint: Footprints): void {
  footprint[END_READ]! |= END;
}

/** Footprints in one array, each `FOOTPRINT_WORDS` long, addressed by where they begin. */
export type Footprints = Int32Array;

/** A footprint that conflicts with every other one. */
export const EVERYTHING: Footprints = new Int32Array(FOOTPRINT_WORDS).fill(-1);

/** A conflict between two footprints, or of one with itself in another run. */
export function conflict(one: Footprints, at: number, other: Footprints, otherAt: number): boolean {
  return half(one, at, other, otherAt) !== 0 || half(one, at + 1, other, otherAt + 1) !== 0;
}

/** The places at which one half of two footprints conflict. */
function half(one: Footprints, at: number, other: Footprints, otherAt: number): number {
  const read = one[at]!;
  const write = one[at + 2]!;
  const add = one[at + 4]!;
  const otherRead = other[otherAt]!;
  const otherWrite = other[otherAt + 2]!;
  const otherAdd = other[otherAt + 4]!;
  return (
    (write & (otherRead | otherWrite | otherAdd)) |
    (read & (otherWrite | otherAdd)) |
    (add & (otherRead | otherWrite))
  );
}

/** Adds the places of one footprint to another. */
export function unite(into: Footprints, at: number, from: Footprints, fromAt: number): void {
  for (let word = 0; word < FOOTPRINT_WORDS; word += 1) into[at + word]! |= from[fromAt + word]!;
}
