import { type Budget, COMPARISONS_MAX, startsNear } from './hunk-match.ts';
import { type FilePatch, filePatchesIn, type Hunk } from './patch-text.ts';
import { whyRefused } from './paths.ts';

/** Texts by their path. */
export type Texts = ReadonlyMap<string, string>;

/** What came of a patch: all files as they are then, or why nothing of it was applied. */
export type PatchResult =
  | { readonly kind: 'applied'; readonly files: Texts }
  | { readonly kind: 'refused'; readonly why: string };

/** How lines are compared: as they are, or with each run of white space as one blank. */
export type Exactness = 'exact' | 'tolerant';

/** Hunks that the change of one file may have. */
const HUNKS_MAX = 10_000;
/** To copy a line takes so much less than to compare it. */
const COPIED_PER_COMPARISON = 16;

/** Applies a patch exactly, in memory: nothing is read or written but these texts. */
export function applyPatch(patch: string, files: Texts): PatchResult {
  const changes = filePatchesIn(patch);
  if (changes.length === 0) return refused('expected a patch in unified format, found none');
  const result = new Map(files);
  for (const change of changes) {
    const why = whyNotTaken(change) ?? changed(change, result);
    if (why !== undefined) return refused(why);
  }
  return { kind: 'applied', files: result };
}

const refused = (why: string): PatchResult => ({ kind: 'refused', why });

/** Applies what a patch does to one file; why not if it cannot be done. */
function changed(change: FilePatch, files: Map<string, string>): string | undefined {
  const { from, to } = change;
  if (from !== null && !files.has(from)) return `${from} is not there`;
  if (to !== null && to !== from && files.has(to)) return `${to} is there already`;
  const text = withHunks(change.hunks, from === null ? '' : files.get(from)!);
  if (text.kind === 'misfit') {
    const { hunk, of } = text;
    return `hunk ${hunk} of ${of} does not apply to ${from ?? to}`;
  }
  if (from !== null && !isCopy(change)) files.delete(from);
  if (to !== null) files.set(to, text.text);
  else if (text.text !== '') return `${from} is removed, and more is in it than the patch has`;
  return undefined;
}

const isCopy = ({ extended }: FilePatch): boolean =>
  extended.some((line) => line.startsWith('copy '));

/** Why a change is none of a text file below the folder, undefined if it is one. */
export function whyNotTaken({ from, to, extended, binary, hunks }: FilePatch): string | undefined {
  for (const path of new Set([from, to])) {
    const why = path === null ? undefined : whyRefused(path);
    if (why !== undefined) return `the path ${JSON.stringify(path)} ${why}`;
  }
  const name = to ?? from;
  if (name === null) return 'a change names no file, before or after';
  if (binary) return `the change of ${name} is binary, expected lines of text`;
  if (hunks.length > HUNKS_MAX) return `${name} has ${hunks.length} hunks, expected ${HUNKS_MAX}`;
  const modes = extended.flatMap((line) => /(?:\bmode| [0-9a-f.]+) (\d{6})$/.exec(line)?.[1] ?? []);
  if (modes.includes('120000')) return `${name} is a symbolic link, which is not followed`;
  const strange = modes.find((mode) => !mode.startsWith('100'));
  return strange === undefined ? undefined : `${name} is no file (mode ${strange})`;
}

/** A text with some hunks applied, or the first of them that does not fit. */
export type HunksResult =
  | { readonly kind: 'fits'; readonly text: string }
  | { readonly kind: 'misfit'; readonly hunk: number; readonly of: number };

/**
 * A text with these hunks applied, each at the place nearest to where it says; as `git apply` does,
 * the first lines have to be the first ones, and a hunk without lines behind it ends the text.
 */
export function withHunks(
  hunks: readonly Hunk[],
  text: string,
  exactness: Exactness = 'exact',
): HunksResult {
  let lines = linesOf(text);
  const key = exactness === 'exact' ? (line: string) => line : blanked;
  let keys: (string | null)[] = lines.map(key);
  const budget: Budget = { left: COMPARISONS_MAX };
  for (const [index, hunk] of hunks.entries()) {
    const parts = partsOf(hunk);
    const at =
      hunk.whole && budget.left > 0 ? placeOf(parts, { hunk, keys, key, budget }) : undefined;
    if (at === undefined) return { kind: 'misfit', hunk: index + 1, of: hunks.length };
    const own = lines.slice(at, at + parts.olds.length);
    const now = parts.news.map(({ line, stays }) => (stays === null ? line : own[stays]!));
    const end = at + own.length;
    budget.left -= lines.length / COPIED_PER_COMPARISON;
    lines = [...lines.slice(0, at), ...now, ...lines.slice(end)];
    // What a hunk has changed no other one may change again.
    keys = [...keys.slice(0, at), ...now.map(() => null), ...keys.slice(end)];
  }
  return { kind: 'fits', text: lines.join('') };
}

/** The lines of a text, each with its end. */
const linesOf = (text: string): string[] => (text === '' ? [] : text.split(/(?<=\n)/));

const blanked = (line: string): string => line.trimEnd().replaceAll(/\s+/g, ' ');

/** Lines before a change and after it. */
interface Parts {
  readonly olds: readonly string[];
  /** Of a line that stays, which one of `olds` it is. */
  readonly news: readonly { readonly line: string; readonly stays: number | null }[];
  /** Lines that stay behind the last change. */
  readonly trailing: number;
}

function partsOf({ lines }: Hunk): Parts {
  const olds: string[] = [];
  const news: { line: string; stays: number | null }[] = [];
  let trailing = 0;
  lines.forEach((signed, index) => {
    const sign = signed[0]!;
    if (sign === '\\') return;
    const isLast = lines[index + 1]?.startsWith('\\') ?? false;
    const line = signed.slice(1) + (isLast ? '' : '\n');
    if (sign !== '-') news.push({ line, stays: sign === ' ' ? olds.length : null });
    if (sign !== '+') olds.push(line);
    trailing = sign === ' ' ? trailing + 1 : 0;
  });
  return { olds, news, trailing };
}

/** Where a hunk fits, undefined if it does nowhere. */
function placeOf(
  { olds, trailing }: Parts,
  {
    hunk,
    keys,
    key,
    budget,
  }: {
    readonly hunk: Hunk;
    readonly keys: readonly (string | null)[];
    readonly key: (line: string) => string;
    readonly budget: Budget;
  },
): number | undefined {
  const wanted = olds.map(key);
  const last = keys.length - wanted.length;
  if (last < 0) return undefined;
  const fits = (start: number): boolean => {
    let agree = 0;
    while (agree < wanted.length && keys[start + agree] === wanted[agree]) agree += 1;
    budget.left -= agree + 1;
    return agree === wanted.length;
  };
  const fixed = [...(hunk.start <= 1 ? [0] : []), ...(trailing === 0 ? [last] : [])];
  if (fixed.length > 0) {
    const start = fixed[0]!;
    return fixed.every((each) => each === start) && fits(start) ? start : undefined;
  }
  for (const start of startsNear(hunk.newStart - 1, last)) {
    if (fits(start)) return start;
    if (budget.left < 0) return undefined;
  }
  return undefined;
}
