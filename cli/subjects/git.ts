import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { posix, resolve } from 'node:path';
import { oneLine, usage } from '../exit.ts';

/** Output that is taken from one command, in bytes. */
const OUTPUT_MAX = 256 * 1024 * 1024;
/** What a hook or a script may have set for a repository of its own, and ways to name programs. */
const FOREIGN = new Set(
  `DIR WORK_TREE INDEX_FILE PREFIX OBJECT_DIRECTORY EXTERNAL_DIFF SSH PROXY_COMMAND EXEC_PATH`
    .split(' ')
    .map((name) => `GIT_${name}`),
);

/**
 * How a repository can have git run a program, or show what is not there, and what is said against
 * each: its settings are a stranger's. Tried with a canary each in `git.test.ts`.
 */
const SETTINGS: Readonly<Record<string, string>> = {
  'core.fsmonitor': 'false',
  'core.hooksPath': '/dev/null',
  'core.sshCommand': 'false',
  'core.gitProxy': '',
  'core.askPass': 'false',
  'core.alternateRefsCommand': 'false',
  'core.pager': 'cat',
  'core.attributesFile': '/dev/null',
  'credential.helper': '',
  'diff.external': '',
  'gpg.program': 'false',
  'gpg.ssh.program': 'false',
  'gpg.x509.program': 'false',
  'log.showSignature': 'false',
  'protocol.allow': 'never',
};
/** The same by variables, which a repository cannot set; older versions of git know fewer. */
const VARIABLES: Readonly<Record<string, string>> = {
  LC_ALL: 'C',
  // A missing object is not fetched: by any protocol, whatever the repository allows itself.
  GIT_NO_LAZY_FETCH: '1',
  GIT_ALLOW_PROTOCOL: 'none',
  GIT_SSH_COMMAND: 'false',
  GIT_ASKPASS: 'false',
  GIT_TERMINAL_PROMPT: '0',
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_ATTR_NOSYSTEM: '1',
  GIT_PAGER: 'cat',
};

/** What came of a git command. */
export interface GitAnswer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a git command is given beside its arguments. */
export interface GitInput {
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs git in a folder; wrong usage if there is no git. */
export function git(folder: string, args: readonly string[], given: GitInput = {}): GitAnswer {
  const own = Object.entries(process.env).filter(([name]) => !FOREIGN.has(name));
  const env: NodeJS.ProcessEnv = { ...Object.fromEntries(own), ...VARIABLES, ...given.env };
  const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const { error, status, stdout, stderr } = spawnSync('git', ['-C', folder, ...settings, ...args], {
    encoding: 'utf8',
    env,
    input: given.input ?? '',
    maxBuffer: OUTPUT_MAX,
  });
  if (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw usage(missing ? 'git is needed for this, and not found' : `git: ${error.message}`, error);
  }
  return { code: status ?? -1, stdout, stderr };
}

/** The work tree of a repository, by its topmost folder; a bare one by its own. */
export interface WorkTree {
  readonly root: string;
}

/** The work tree that a folder is in, or the bare repository; wrong usage if it is in none. */
export function workTreeAt(folder: string): WorkTree {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw usage(`${folder}: expected a folder in a git work tree, found no folder`);
  }
  const { code, stdout, stderr } = git(folder, ['rev-parse', '--show-toplevel']);
  if (code === 0) return { root: stdout.trimEnd() };
  const bare = git(folder, ['rev-parse', '--is-bare-repository', '--absolute-git-dir']).stdout;
  if (bare.startsWith('true\n')) return { root: bare.split('\n')[1]! };
  const why = oneLine(stderr.split('\n')[0]!.replace(/^fatal: /, ''));
  throw usage(`${resolve(folder)} is in no git work tree: ${why}`);
}

/** The commit that a revision stands for; wrong usage if there is none. */
export function commitOf({ root }: WorkTree, revision: string): string {
  // What begins with a dash would be an option.
  if (revision !== '' && !revision.startsWith('-')) {
    const args = ['rev-parse', '--verify', '--quiet', `${revision}^{commit}`];
    const { code, stdout } = git(root, args);
    if (code === 0) return stdout.trim();
  }
  throw usage(`${revision || '(nothing)'}: there is no such revision in ${root}`);
}

/** What stands at a path of a commit. */
export interface TreeEntry {
  readonly kind: 'file' | 'link' | 'other';
  /** Name of its content. */
  readonly id: string;
}

/** What is staged, where a commit could be named: git's own word for it is empty, too. */
export const INDEX = '';

/** The entry of a commit, or of the index, at a path from the root; undefined if there is none. */
export function entryAt({ root }: WorkTree, commit: string, path: string): TreeEntry | undefined {
  const args =
    commit === INDEX
      ? ['--literal-pathspecs', 'ls-files', '-z', '--stage', '--full-name', '--', path]
      : ['--literal-pathspecs', 'ls-tree', '-z', '--full-tree', commit, '--', path];
  const { stdout } = git(root, args);
  const [, mode, id] = /^(\d+) (?:(?:blob|tree|commit) )?(\w+)(?: 0)?\t/.exec(stdout) ?? [];
  if (mode === undefined || stdout.split('\t')[1] !== `${path}\0`) return undefined;
  const kind = mode.startsWith('100') ? 'file' : mode === '120000' ? 'link' : 'other';
  return { kind, id: id! };
}

/** A content as it is stored, without any filter. */
export function contentOf({ root }: WorkTree, id: string): string {
  const { code, stdout, stderr } = git(root, ['cat-file', 'blob', id]);
  if (code !== 0) throw usage(`git cannot read ${id}: ${oneLine(stderr)}`);
  return stdout;
}

/** Paths, from the root, of what differs between two commits, or a commit and the index. */
export function changedIn({ root }: WorkTree, from: string, to: string): readonly string[] {
  const sides = to === INDEX ? ['--cached', from] : [from, to];
  const args = ['diff', '--name-only', '-z', '--no-renames', '--no-textconv', '--no-ext-diff'];
  const { stdout } = git(root, [...args, ...sides, '--']);
  return stdout.split('\0').filter((path) => path !== '');
}

/** The path from the topmost folder; what begins with a dot is one from this folder, as in git. */
export function fromTop(written: string, folder: string): string {
  if (!/^\.\.?\//.test(written)) return posix.normalize(written);
  const prefix = git(folder, ['rev-parse', '--show-prefix']).stdout.trimEnd();
  return posix.normalize(posix.join(prefix, written));
}
