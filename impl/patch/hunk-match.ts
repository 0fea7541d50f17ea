import type { Hunk } from './patch-text.ts';

/** White space is what mail programs and archives do not keep. */
const squeezed = (line: string): string => line.replaceAll(/\s+/g, '');

/** Lines that may be compared on behalf of one patch of a file; what takes more is made to. */
export const COMPARISONS_MAX = 20_000_000;

/** How many comparisons are left, for all hunks together. */
export interface Budget {
  left: number;
}

/** The lines of a text, as they are and without white space. */
export interface Text {
  readonly lines: readonly string[];
  readonly bare: readonly string[];
}

/** The lines of a text, for hunks to be compared with. */
export function textOf(text: string): Text {
  const lines = text.split('\n');
  return { lines, bare: lines.map(squeezed) };
}

/** Where a hunk and a text part: the first line of it that is not there. */
export interface Mismatch {
  readonly line: number;
  readonly expected: string;
  /** Null behind the end of the text. */
  readonly found: string | null;
}

/** Why a hunk cannot be applied to these lines, undefined if its lines are there. */
export function mismatchOf(
  hunk: Hunk,
  { lines, bare }: Text,
  budget: Budget,
): Mismatch | undefined {
  const wanted = hunk.lines
    .filter((line) => !/^[+\\]/.test(line))
    .slice(0, hunk.before)
    .map((line) => (/^[ -]/.test(line) ? line.slice(1) : line));
  const theirs = wanted.map(squeezed);
  let best = { start: 0, agree: -1 };
  for (const start of startsNear(hunk.start - 1, lines.length)) {
    let agree = 0;
    while (agree < wanted.length && theirs[agree] === bare[start + agree]) agree += 1;
    if (agree === wanted.length) return undefined;
    if (agree > best.agree) best = { start, agree };
    budget.left -= agree + 1;
    if (budget.left < 0) break;
  }
  const at = best.start + best.agree;
  return { line: at + 1, expected: wanted[best.agree] ?? '', found: lines[at] ?? null };
}

/** Every place of a text, the nearest ones first. */
export function* startsNear(wanted: number, length: number): Generator<number> {
  const middle = Math.min(Math.max(wanted, 0), length);
  yield middle;
  for (let away = 1; away <= length; away += 1) {
    if (middle - away >= 0) yield middle - away;
    if (middle + away <= length) yield middle + away;
  }
}

/**
 * A hunk whose white space was lost as it should have been: lines that stay or go are the text's
 * own, lines that come keep what white space they have. Undefined if no place fits.
 *
 * A line that begins with a sign may be one that stays, and has only lost what stood before its
 * sign; the hunk's numbers say which.
 */
export function restored(hunk: Hunk, text: Text, budget: Budget): Hunk | undefined {
  const lines = hunk.lines.map((line) => {
    return { line, whole: squeezed(line), rest: squeezed(line.slice(1)) };
  });
  for (const start of startsNear(hunk.start - 1, text.lines.length)) {
    const laid = laidOn({ ...hunk, lines }, { ...text, start }, budget);
    if (laid) return { ...hunk, lines: laid, whole: true };
    if (budget.left < 0) return undefined;
  }
  return undefined;
}

/** How a line of a hunk was taken, and the line that comes of it. */
interface Taken {
  readonly line: string;
  readonly old: 0 | 1;
  readonly new: 0 | 1;
}

/** The ways in which each line can be taken, tried one after the other without recursion. */
function laidOn(
  hunk: {
    readonly before: number;
    readonly after: number;
    readonly lines: readonly {
      readonly line: string;
      readonly whole: string;
      readonly rest: string;
    }[];
  },
  on: Text & { readonly start: number },
  budget: Budget,
): string[] | undefined {
  const { before, after, lines } = hunk;
  const failed = new Set<string>();
  const taken: Taken[] = [];
  /** By depth: the ways that are still to be tried there. */
  const open: Taken[][] = [];
  let [olds, news] = [0, 0];
  for (;;) {
    if (olds === before && news === after) return taken.map(({ line }) => line);
    const depth = taken.length;
    if (open.length === depth) {
      budget.left -= 1;
      const dead = depth === lines.length || olds > before || news > after || budget.left < 0;
      const seen = failed.has(`${depth},${olds}`);
      open.push(dead || seen ? [] : waysOf(lines[depth]!, on.start + olds, on).reverse());
    }
    const way = open[depth]!.pop();
    if (way) {
      taken.push(way);
      [olds, news] = [olds + way.old, news + way.new];
      continue;
    }
    failed.add(`${depth},${olds}`);
    open.pop();
    const last = taken.pop();
    if (!last) return undefined;
    [olds, news] = [olds - last.old, news - last.new];
  }
}

function waysOf(
  { line, whole, rest }: { readonly line: string; readonly whole: string; readonly rest: string },
  at: number,
  text: Text,
): Taken[] {
  const own = text.bare[at];
  const goes = line.startsWith('-') && rest === own;
  const keeps = whole === own;
  return [
    ...(goes ? [{ line: `-${text.lines[at]}`, old: 1, new: 0 } as const] : []),
    ...(line.startsWith('+') ? [{ line, old: 0, new: 1 } as const] : []),
    ...(keeps ? [{ line: ` ${text.lines[at]}`, old: 1, new: 1 } as const] : []),
  ];
}
