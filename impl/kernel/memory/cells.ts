import { FAILURES_MAX, FAULTS_MAX } from '../world.ts';
import { LAYOUT, type Place, placeAt, WORDS_USED } from './layout.ts';

/**
 * Memory as `explore` sees it: a few places, each of some words, which tell what depends on what.
 *
 * The finer they are where tasks meet, the more transitions commute. What never changes, or is
 * touched by one task only, needs no fineness.
 */

/** How many places there can be: a set is two words of bits, of which `explore` takes the last. */
const PLACES_MAX = 63;

/** Fences from this one on share their places. */
const FENCES_APART = 4;

/** Fields that others touch while the rest of their struct is left alone. */
const APART: readonly string[] = [
  'readers',
  'refcount',
  'kref',
  'moving',
  'wu_mutex.owner',
  'io_reserve_mutex.owner',
];

/** What the place of a described word is called. */
function nameOfPlace({ object, struct, field }: Place): string {
  const name = shared(object, struct);
  return APART.includes(field) ? `${name}.${field}` : name;
}

/** Structs that make one place with others. */
function shared(object: string, struct: string): string {
  const index = Number(/-(\d+)/.exec(object)?.[1] ?? 0);
  switch (struct) {
    case 'dma_fence':
      return `fence-${Math.min(index, FENCES_APART)}`;
    case 'page':
      return `ttm-${index}`;
    case 'ww_acquire_ctx':
      return 'contexts';
    case 'vm_fault':
      return `stack-${index}`;
    default:
      // What actors have of their own.
      if (object.startsWith('child')) return 'contexts';
      return object.startsWith('cvma') ? `stack-${index}` : object;
  }
}

/** The words of the simulation itself have no struct. */
function nameOfOwnWord(address: number): string {
  const { signals, failureCalls, fenceNext, objectsDeleted, timers, resources } = LAYOUT;
  // Whoever takes something of the driver's mostly goes on to the driver's data.
  if (address >= resources[0]!) return 'data';
  if (address < signals) return 'nothing';
  if (address >= timers) return 'timers';
  const task = (address - signals) >> 2;
  if (address < failureCalls) return `signal-${Math.min(task, FAULTS_MAX)}`;
  const failure = (address - failureCalls) >> 2;
  if (failure < FAILURES_MAX) return `failure-${failure}`;
  if (address < objectsDeleted && address >= fenceNext) return 'fences';
  return 'deleted';
}

const names: string[] = [];

function placeNamed(name: string): number {
  const known = names.indexOf(name);
  if (known >= 0) return known;
  if (names.length === PLACES_MAX) {
    throw new Error(`there are more than ${PLACES_MAX} places: ${name} is one too many`);
  }
  return names.push(name) - 1;
}

/** The place of each word, by `address >> 2`. */
export const PLACE_OF_WORD = Uint8Array.from({ length: WORDS_USED }, (_, word) => {
  const place = placeAt(word << 2);
  return placeNamed(place ? nameOfPlace(place) : nameOfOwnWord(word << 2));
});

/** The place of all data that a subject in C has of its own. */
export const DATA_PLACE = placeNamed('data');

/** What the places are called, in the order of their numbers. */
export const placeNames: readonly string[] = names;
