import { withHunks } from '../../../impl/patch/apply-patch.ts';
import {
  type Budget,
  COMPARISONS_MAX,
  mismatchOf,
  restored,
  type Text,
  textOf,
} from '../../../impl/patch/hunk-match.ts';
import type { FilePatch } from '../../../impl/patch/patch-text.ts';
import { UnusableSubject } from '../../../impl/subject.ts';
import type { Merger } from './merge.ts';

/** How a patch is called in messages. */
export interface PatchName {
  /** `fix.mbox, patch 2 of 3 (drm/ttm: …)` */
  readonly patch: string;
  /** As the user calls the file that it is for. */
  readonly file: string;
}

/** A text with a patch applied; what has to be said of how it was done, null for nothing. */
export interface Patched {
  readonly text: string;
  readonly note: string | null;
}

const MERGED = 'merged (as git apply --3way does), since it is for another version';
const IGNORED = 'applied in the tolerant way: differences in white space were ignored';
const RESTORED =
  'applied in the tolerant way: its white space was lost (as in a mail archive), and was taken ' +
  'from the file; new lines have none before them';

/**
 * Applies what a patch does to the text of one file, in memory: as it is, else by a merge, else
 * with white space ignored, else with its white space taken from the text. Throws, with the first
 * hunk that does not fit and why, if it cannot be done.
 */
export function applied(patch: FilePatch, text: string, by: PatchName & Merger): Patched {
  const exact = withHunks(patch.hunks, text);
  if (exact.kind === 'fits') return { text: exact.text, note: null };
  const merged = patch.hunks.every(({ whole }) => whole) ? by.merged(patch, text) : undefined;
  if (merged !== undefined) return { text: merged, note: MERGED };
  const tolerant = withHunks(patch.hunks, text, 'tolerant');
  if (tolerant.kind === 'fits') return { text: tolerant.text, note: IGNORED };
  const budget: Budget = { left: COMPARISONS_MAX };
  const lines = textOf(text);
  const hunks = patch.hunks.map((hunk) => restored(hunk, lines, budget));
  if (hunks.every((hunk) => hunk !== undefined)) {
    const mended = withHunks(hunks, text);
    if (mended.kind === 'fits') return { text: mended.text, note: RESTORED };
  }
  throw new UnusableSubject(`${by.patch}: ${whyNot(patch, lines, by)}`);
}

function whyNot({ hunks }: FilePatch, text: Text, { file }: PatchName): string {
  const budget: Budget = { left: COMPARISONS_MAX };
  for (const [index, hunk] of hunks.entries()) {
    const mismatch = mismatchOf(hunk, text, budget);
    const fits =
      mismatch === undefined && (hunk.whole || restored(hunk, text, budget) !== undefined);
    if (fits) continue;
    const which = `hunk ${index + 1} of ${hunks.length} (at line ${hunk.start})`;
    if (!mismatch) return `${which} is cut short: its numbers of lines do not agree`;
    const { line, expected, found } = mismatch;
    const there = found === null ? 'the end of the file' : quoted(found);
    return (
      `${which} does not apply to ${file}: ` +
      `expected ${quoted(expected)} in line ${line}, found ${there}`
    );
  }
  return `does not apply to ${file}: its hunks overlap, or are not where they say`;
}

const QUOTED_MAX = 120;

const quoted = (line: string): string => {
  const text = line.trim();
  return JSON.stringify(text.length > QUOTED_MAX ? `${text.slice(0, QUOTED_MAX)}…` : text);
};
