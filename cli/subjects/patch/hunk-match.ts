import type { Hunk } from './patch-text.ts';

/** White space is what mail programs and archives do not keep. */
const squeezed = (line: string): string => line.replaceAll(/\s+/g, '');

/** Where a hunk and a text part: the first line of it that is not there. */
export interface Mismatch {
  readonly line: number;
  readonly expected: string;
  /** Null behind the end of the text. */
  readonly found: string | null;
}

/** Why a hunk cannot be applied to these lines, undefined if its lines are there. */
export function mismatchOf(hunk: Hunk, text: readonly string[]): Mismatch | undefined {
  const wanted = hunk.lines
    .filter((line) => !/^[+\\]/.test(line))
    .slice(0, hunk.before)
    .map((line) => (/^[ -]/.test(line) ? line.slice(1) : line));
  let best = { start: 0, agree: -1 };
  for (const start of startsNear(hunk.start - 1, text.length)) {
    let agree = 0;
    while (agree < wanted.length && same(wanted[agree]!, text[start + agree])) agree += 1;
    if (agree === wanted.length) return undefined;
    if (agree > best.agree) best = { start, agree };
  }
  const at = best.start + best.agree;
  return { line: at + 1, expected: wanted[best.agree] ?? '', found: text[at] ?? null };
}

const same = (a: string, b: string | undefined): boolean =>
  b !== undefined && squeezed(a) === squeezed(b);

/** Every place of a text, the nearest ones first. */
function startsNear(wanted: number, length: number): number[] {
  const starts = Array.from({ length: length + 1 }, (_, start) => start);
  return starts.sort((a, b) => Math.abs(a - wanted) - Math.abs(b - wanted) || a - b);
}

/**
 * A hunk whose white space was lost as it should have been: lines that stay or go are the text's
 * own, lines that come keep what white space they have. Undefined if no place fits.
 *
 * A line that begins with a sign may be one that stays, and has only lost what stood before its
 * sign; the hunk's numbers say which.
 */
export function restored(hunk: Hunk, text: readonly string[]): Hunk | undefined {
  for (const start of startsNear(hunk.start - 1, text.length)) {
    const lines = laidOn(hunk, text, start);
    if (lines) return { ...hunk, lines, whole: true };
  }
  return undefined;
}

function laidOn(hunk: Hunk, text: readonly string[], start: number): string[] | undefined {
  const { before, after, lines } = hunk;
  const failed = new Set<string>();
  const rest = (at: number, olds: number, news: number): string[] | undefined => {
    if (olds === before && news === after) return [];
    const state = `${at},${olds},${news}`;
    if (at === lines.length || olds > before || news > after || failed.has(state)) return undefined;
    const line = lines[at]!;
    const own = text[start + olds];
    const keeps = same(line, own);
    const goes = line.startsWith('-') && same(line.slice(1), own);
    const comes = line.startsWith('+');
    const ways: (() => string[] | undefined)[] = [
      ...(goes ? [() => joined(`-${own}`, rest(at + 1, olds + 1, news))] : []),
      ...(comes ? [() => joined(line, rest(at + 1, olds, news + 1))] : []),
      ...(keeps ? [() => joined(` ${own}`, rest(at + 1, olds + 1, news + 1))] : []),
    ];
    for (const way of ways) {
      const found = way();
      if (found) return found;
    }
    failed.add(state);
    return undefined;
  };
  return rest(0, 0, 0);
}

const joined = (line: string, rest: string[] | undefined): string[] | undefined =>
  rest && [line, ...rest];
