import { UnusableSubject } from '../../../impl/subject.ts';
import { oneLine } from '../../exit.ts';
import { mismatchOf, restored } from './hunk-match.ts';
import { type FilePatch, patchText } from './patch-text.ts';
import type { Scratch } from './scratch.ts';

/** How a patch is called in messages. */
export interface PatchName {
  /** `fix.mbox, patch 2 of 3 (drm/ttm: …)` */
  readonly patch: string;
  /** As the user calls the file that it is for. */
  readonly file: string;
}

/** Ways that are tried one after the other, each with what is said of it. */
const WAYS: readonly { readonly options: readonly string[]; readonly note: string | null }[] = [
  { options: [], note: null },
  { options: ['--3way'], note: 'merged (git apply --3way), since it is for another version' },
  {
    options: ['--ignore-whitespace', '--recount'],
    note: 'applied in the tolerant way: differences in white space were ignored',
  },
];

const RESTORED =
  'applied in the tolerant way: its white space was lost (as in a mail archive), and was taken ' +
  'from the file; new lines have none before them';

/**
 * Applies what a patch does to one file; what has to be said of how it was done, null for nothing.
 * Throws, with the first hunk that does not fit and why, if it cannot be done.
 */
export function applied(patch: FilePatch, to: Scratch, name: PatchName): string | null {
  let complaint = '';
  const whole = patch.hunks.every((hunk) => hunk.whole);
  for (const { options, note } of whole ? WAYS : []) {
    const { code, stderr } = to.apply(patchText(patch), ...options);
    if (code === 0) return note;
    complaint ||= stderr;
  }
  const text = patch.from === null ? undefined : to.text(patch.from);
  if (text !== undefined) {
    const lines = text.split('\n');
    const hunks = patch.hunks.map((hunk) => restored(hunk, lines));
    if (hunks.every((hunk) => hunk !== undefined)) {
      const { code, stderr } = to.apply(patchText({ ...patch, hunks }));
      if (code === 0) return RESTORED;
      complaint ||= stderr;
    }
  }
  throw new UnusableSubject(`${name.patch}: ${whyNot(patch, text, { name, complaint })}`);
}

function whyNot(
  { hunks }: FilePatch,
  text: string | undefined,
  { name, complaint }: { name: PatchName; complaint: string },
): string {
  const lines = (text ?? '').split('\n');
  for (const [index, hunk] of hunks.entries()) {
    const mismatch = mismatchOf(hunk, lines);
    const fits = mismatch === undefined && (hunk.whole || restored(hunk, lines) !== undefined);
    if (fits) continue;
    const which = `hunk ${index + 1} of ${hunks.length} (at line ${hunk.start})`;
    if (!mismatch) return `${which} is cut short: its numbers of lines do not agree`;
    const { line, expected, found } = mismatch;
    const there = found === null ? 'the end of the file' : quoted(found);
    return (
      `${which} does not apply to ${name.file}: ` +
      `expected ${quoted(expected)} in line ${line}, found ${there}`
    );
  }
  const [first = ''] = complaint.split('\n');
  return `does not apply to ${name.file}: ${oneLine(first).replace(/^error: /, '')}`;
}

const quoted = (line: string): string => JSON.stringify(line.trim());
