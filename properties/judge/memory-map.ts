import { LAYOUT, type Place, placeAt, WORDS_USED } from '../../impl/kernel/memory/layout.ts';

/**
 * What stands at each word of memory, worked out once: laws look at every access of a subject.
 *
 * All tables are indexed by `address >> 2`.
 */

/** For each word what this function says of its place; `nothing` where no struct stands. */
function table<T extends Int8Array | Int32Array | Uint8Array>(
  words: T,
  nothing: number,
  of: (place: Place, address: number) => number,
): T {
  for (let word = 0; word < WORDS_USED; word += 1) {
    const place = placeAt(word << 2);
    words[word] = place === undefined ? nothing : of(place, word << 2);
  }
  return words;
}

/** For each word 1 where the predicate holds of its place. */
export const wordsWhere = (holds: (place: Place) => boolean): Uint8Array =>
  table(new Uint8Array(WORDS_USED), 0, (place) => (holds(place) ? 1 : 0));

/** Address of the outermost struct to which a word belongs; 0 for none. */
export const OWNER = table(new Int32Array(WORDS_USED), 0, (place) => place.address);

/** Address of the buffer object to which a word belongs, its own or its table's; 0 for none. */
export const OBJECT = table(new Int32Array(WORDS_USED), 0, (place) => {
  const { address } = place;
  return LAYOUT.objects.includes(address)
    ? address
    : (LAYOUT.objects[LAYOUT.tts.indexOf(address)] ?? 0);
});

const PAGES = LAYOUT.pages.flat();

/** Which page of all objects has its `index` in a word; -1 for none. */
export const PAGE_INDEX = table(new Int8Array(WORDS_USED), -1, ({ address, field }) =>
  field === 'index' ? PAGES.indexOf(address) : -1,
);

/** Which element of `ttm->pages` a word is; -1 for none. */
export const TABLE_PAGE = table(new Int8Array(WORDS_USED), -1, (place) => {
  const element = LAYOUT.tts.includes(place.address) ? /^pages\[(\d+)\]$/.exec(place.field) : null;
  return element === null ? -1 : Number(element[1]);
});
