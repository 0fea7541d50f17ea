import { usage } from '../exit.ts';
import { commitOf, entryAt, git, type WorkTree } from './git.ts';

/** A revision that changes a file, or gives it another name. */
export interface Touch {
  readonly revision: string;
  /** First line of its message. */
  readonly subject: string;
  /** Where the file is in it. */
  readonly path: string;
  /** What it was made from, null if the file is new. */
  readonly parent: { readonly revision: string; readonly path: string } | null;
}

/**
 * The revisions of a range (`A..B`) that touch a file, the oldest first.
 *
 * The file is followed back through its names from that in the last revision. A merge touches it if
 * it has the text of none of its parents, and is then compared with the first of them.
 */
export function revisionsOf(tree: WorkTree, range: string, path: string): Touch[] {
  const [, first, last] = /^((?:(?!\.\.).)+)\.\.(?!\.)(.*)$/.exec(range) ?? [];
  if (first === undefined) throw usage(`${range}: expected a range of revisions as A..B`);
  const [from, to] = [commitOf(tree, first), commitOf(tree, last || 'HEAD')];
  if (entryAt(tree, to, path)?.kind !== 'file') {
    throw usage(`${path}: there is no such file in ${last || 'HEAD'} of ${tree.root}`);
  }
  const args = ['rev-list', '--topo-order', '--parents', `${from}..${to}`];
  const lines = git(tree.root, args).stdout.trim().split('\n').filter(Boolean);
  /** By revision: the name that the file has in it. */
  const names = new Map([[to, path]]);
  const touches = lines.flatMap((line) => {
    const [revision, ...parents] = line.split(' ') as [string, ...string[]];
    return touchOf(tree, { revision, parents, names }) ?? [];
  });
  if (touches.length > 0) return touches.reverse();
  const found = lines.length === 0 ? 'no revision' : `${lines.length} revisions`;
  throw usage(`${range}: expected revisions that touch ${path}, found ${found} and none that does`);
}

/** Characters shown of a message's first line. */
const SUBJECT_MAX = 300;

interface Commit {
  readonly revision: string;
  readonly parents: readonly string[];
  readonly names: Map<string, string>;
}

function touchOf(tree: WorkTree, { revision, parents, names }: Commit): Touch | undefined {
  const path = names.get(revision);
  const own = path === undefined ? undefined : entryAt(tree, revision, path);
  if (path === undefined || !own) return undefined;
  const before = parents.map((parent) => {
    const name = entryAt(tree, parent, path) ? path : formerName(tree, { revision, parent, path });
    const entry = name === undefined ? undefined : entryAt(tree, parent, name);
    // From a revision that lacks the file there is nothing to follow.
    if (name !== undefined && !names.has(parent)) names.set(parent, name);
    return { parent, name, same: name === path && entry?.id === own.id };
  });
  if (before.some(({ same }) => same)) return undefined;
  const said = git(tree.root, ['log', '-1', '--format=%s', revision]).stdout.trimEnd();
  // It is a stranger's, and goes to terminals and pages.
  const subject = said.replaceAll(/[\p{Cc}\p{Cf}]/gu, '').slice(0, SUBJECT_MAX);
  const made = before.find(({ name }) => name !== undefined);
  const parent = made ? { revision: made.parent, path: made.name! } : null;
  return { revision, subject, path, parent };
}

/** The name of a file before a revision that gave it this one. */
function formerName(
  { root }: WorkTree,
  { revision, parent, path }: { revision: string; parent: string; path: string },
): string | undefined {
  const args = [
    'diff-tree',
    '--no-ext-diff',
    '--no-textconv',
    '-r',
    '-z',
    '-M',
    '--diff-filter=R',
    '--name-status',
  ];
  const words = git(root, [...args, parent, revision]).stdout.split('\0');
  const at = words.findIndex((word, index) => index % 3 === 2 && word === path);
  return at < 0 ? undefined : words[at - 1];
}
