import { existsSync, realpathSync } from 'node:fs';
import { extname, relative } from 'node:path';
import { WrongUsage } from '../../jobs/failure.ts';
import type { Setup } from '../../properties/answers/work.ts';
import { usage } from '../exit.ts';
import { changedIn, commitOf, entryAt, fromTop, INDEX, type WorkTree, workTreeAt } from './git.ts';
import { assertTrusted, givenFile } from './given-subject.ts';
import { onlyChanged } from './kernel-tree.ts';
import { ontoOf } from './patch/onto.ts';
import { underHandler } from './subjects.ts';

const BASELINE_DEFAULT = 'v5.3';

/** What `gate` is given to compare. */
export interface GateInput {
  readonly candidate: string | undefined;
  /** The file that `A..B` or `--cached` is about. */
  readonly path?: string | undefined;
  /** What is staged is the candidate. */
  readonly cached?: true;
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
  const { handler, patch } = input;
  const sides = sidesOf(input, setup.git ?? '.');
  if (sides) {
    const { candidate, baseline } = sides;
    return {
      candidate: underHandler(candidate, handler),
      baseline: underHandler(baseline, handler),
      notes: [],
    };
  }
  const made = patch !== undefined && input.onto === undefined && input.candidate === undefined;
  const known = made ? ontoOf(patch, setup.git ?? '.') : undefined;
  const onto = input.onto ?? known?.onto;
  const name = candidateOf({ ...input, ...(onto === undefined ? {} : { onto }) });
  const own = setup.git === undefined ? atHead(name, '.') : undefined;
  const baseline = input.baseline ?? onto ?? own ?? BASELINE_DEFAULT;
  const notes = patch === undefined ? [] : notesOf(name, setup);
  const how = known === undefined ? [] : [known.note];
  return {
    candidate: underHandler(name, handler),
    baseline: extname(baseline) === '.c' ? underHandler(baseline, handler) : baseline,
    notes: [...how, ...notes],
  };
}

/** Both sides of `A..B` or of `--cached`, with the path of the file; undefined if it is neither. */
function sidesOf(input: GateInput, folder: string): Omit<Compared, 'notes'> | undefined {
  const { candidate, path, cached, baseline, patch, onto } = input;
  const range = /^([^:]*[^.:])\.\.([^.:][^:]*)?$/.exec(candidate ?? '');
  if (cached === undefined && (range === null || existsSync(candidate!))) {
    if (path === undefined) return undefined;
    throw usage(`${path}: a path goes with A..B or --cached, found the candidate ${candidate}`);
  }
  const besides = Object.entries({ '--baseline': baseline, '--patch': patch, '--onto': onto });
  const [beside] = besides.flatMap(([option, value]) => (value === undefined ? [] : option));
  const what = cached ? '--cached' : candidate!;
  if (beside) throw usage(`${what} says both sides, found ${beside} too`);
  if (cached && path !== undefined) {
    throw usage(`--cached compares the index with HEAD, found ${candidate} and ${path}`);
  }
  const tree = workTreeAt(folder);
  const [from, to] = cached ? ['HEAD', INDEX] : [range![1]!, range![2] ?? 'HEAD'];
  const commit = to === INDEX ? INDEX : commitOf(tree, to);
  const written = cached ? candidate : path;
  const file =
    written === undefined
      ? onlyChanged(changedIn(tree, commitOf(tree, from), commit), what)
      : pathIn(tree, written, { commit, folder });
  return { candidate: `${to}:${file}`, baseline: `${from}:${file}` };
}

/** The path from the topmost folder, also of one that was written as seen from this folder. */
function pathIn(
  tree: WorkTree,
  written: string,
  { commit, folder }: { commit: string; folder: string },
): string {
  const own = fromTop(/^\.\.?\//.test(written) ? written : `./${written}`, folder);
  return entryAt(tree, commit, own) ? own : fromTop(written, folder);
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
  if (patch === undefined) {
    if (onto !== undefined)
      throw usage('--onto FILE says where --patch FILE goes, found no --patch');
    if (candidate === undefined) throw usage("missing required argument 'candidate'");
    return candidate;
  }
  if (candidate === undefined) return `${patch}@${onto}`;
  throw usage(
    `--patch makes the candidate of ${onto ?? 'what it changes'}, found the candidate ${candidate} too`,
  );
}

/** Applies the patch, so that what is wrong with it is said before anything else is done. */
function notesOf(word: string, setup: Setup): readonly string[] {
  if (extname(word) === '.ts') assertTrusted(word, setup);
  return givenFile(word, setup.git).notes;
}
