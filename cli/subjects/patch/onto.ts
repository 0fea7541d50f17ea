import { type FilePatch, filePatchesIn } from '../../../impl/patch/patch-text.ts';
import { boundedText } from '../../documents/bounded-input.ts';
import { commitOf, entryAt, git, type WorkTree, workTreeAt } from '../git.ts';
import { onlyChanged } from '../kernel-tree.ts';
import { mailsIn } from './mails.ts';

/** What a patch was made for, and how that is known. */
export interface Onto {
  /** `REV:PATH` */
  readonly onto: string;
  readonly note: string;
}

/** Commits that are looked at for a content that was changed. */
const COMMITS_MAX = 50;
const SHORT = 12;

/**
 * What to apply a patch to where nobody says it: the file that it changes, in the commit that it
 * names (`base-commit:`, as `git format-patch --base` writes it), else in one that has the content
 * which its `index` line names, else in HEAD. Wrong usage if it changes several files of C.
 */
export function ontoOf(patch: string, folder: string): Onto {
  const files = mailsIn(patch).flatMap(({ text }) => filePatchesIn(text));
  const paths = [...new Set(files.flatMap(({ from }) => from ?? []))];
  const path = onlyChanged(paths, `${patch} without --onto`);
  const tree = workTreeAt(folder);
  const base = /^base-commit: ([0-9a-f]{40})\s*$/m.exec(boundedText(patch, 'patch'))?.[1];
  const found = (revision: string, how: string): Onto => ({
    onto: `${revision}:${path}`,
    note: `${patch} is applied to ${revision}:${path}, ${how}`,
  });
  if (base !== undefined && isThere(tree, base) && entryAt(tree, base, path)) {
    return found(base.slice(0, SHORT), 'its base-commit');
  }
  const blob = contentBefore(files, path);
  const commit = blob === undefined ? undefined : commitWith(tree, blob, path);
  if (commit !== undefined) return found(commit, 'which has the content that it was made from');
  return found('HEAD', 'since nothing in it says what it was made from, or that is not here');
}

const isThere = ({ root }: WorkTree, commit: string): boolean =>
  git(root, ['cat-file', '-e', `${commit}^{commit}`]).code === 0;

/** The name of what the file held before the first change of it. */
function contentBefore(files: readonly FilePatch[], path: string): string | undefined {
  const first = files.find(({ from }) => from === path);
  const line = first?.extended.find((each) => each.startsWith('index '));
  return /^index ([0-9a-f]{7,64})\.\./.exec(line ?? '')?.[1];
}

/** HEAD, or the newest commit of any branch at which the path has this content. */
function commitWith(tree: WorkTree, blob: string, path: string): string | undefined {
  const has = (commit: string): boolean =>
    entryAt(tree, commit, path)?.id.startsWith(blob) === true;
  if (has(commitOf(tree, 'HEAD'))) return 'HEAD';
  const { code, stdout } = git(tree.root, ['rev-parse', '--verify', '--quiet', `${blob}^{blob}`]);
  if (code !== 0) return undefined;
  const args = ['log', '--all', '--format=%H %P', `-${COMMITS_MAX}`];
  const log = git(tree.root, [...args, `--find-object=${stdout.trim()}`, '--', path]).stdout;
  const commit = log.split(/\s+/).filter(Boolean).find(has);
  return commit?.slice(0, SHORT);
}
