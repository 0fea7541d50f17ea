import { existsSync, realpathSync } from 'node:fs';
import { extname, relative } from 'node:path';
import { WrongUsage } from '../../jobs/failure.ts';
import type { Setup } from '../../properties/answers/work.ts';
import { usage } from '../exit.ts';
import { commitOf, entryAt, workTreeAt } from './git.ts';
import { assertTrusted, givenFile } from './given-subject.ts';
import { underHandler } from './subjects.ts';

const BASELINE_DEFAULT = 'v5.3';

/** What `gate` is given to compare. */
export interface GateInput {
  readonly candidate: string | undefined;
  readonly baseline?: string;
  readonly handler?: string;
  readonly patch?: string;
  readonly onto?: string;
}

/** Both subjects of a gate, and what has to be said of how the candidate came about. */
export interface Compared {
  readonly candidate: string;
  readonly baseline: string;
  readonly notes: readonly string[];
}

/** The words for both sides: of a patch, the file with it and the file without it. */
export function comparedIn(input: GateInput, setup: Setup): Compared {
  const { handler, patch, onto } = input;
  const name = candidateOf(input);
  const own = setup.git === undefined ? atHead(name, '.') : undefined;
  const baseline = input.baseline ?? onto ?? own ?? BASELINE_DEFAULT;
  const notes = patch === undefined ? [] : notesOf(name, setup);
  return {
    candidate: underHandler(name, handler),
    baseline: extname(baseline) === '.c' ? underHandler(baseline, handler) : baseline,
    notes,
  };
}

/**
 * The C file as HEAD has it, if it is one of the work tree around a folder: with what `git diff`
 * compares it.
 */
export function atHead(file: string, folder: string): string | undefined {
  if (extname(file) !== '.c' || !existsSync(file)) return undefined;
  try {
    const tree = workTreeAt(folder);
    const path = relative(realpathSync(tree.root), realpathSync(file));
    const entry = entryAt(tree, commitOf(tree, 'HEAD'), path);
    return entry?.kind === 'file' ? `HEAD:${path}` : undefined;
  } catch (error) {
    // There is no work tree, nothing in it, or no git.
    if (error instanceof WrongUsage) return undefined;
    throw error;
  }
}

function candidateOf({ candidate, patch, onto }: GateInput): string {
  if (patch === undefined && onto === undefined) {
    if (candidate === undefined) throw usage("missing required argument 'candidate'");
    return candidate;
  }
  if (patch === undefined || onto === undefined) {
    throw usage('--patch FILE and --onto FILE belong together, found one of them');
  }
  if (candidate === undefined) return `${patch}@${onto}`;
  throw usage(`--patch makes the candidate of ${onto}, found the candidate ${candidate} too`);
}

/** Applies the patch, so that what is wrong with it is said before anything else is done. */
function notesOf(word: string, setup: Setup): readonly string[] {
  if (extname(word) === '.ts') assertTrusted(word, setup);
  return givenFile(word, setup.git).notes;
}
