import { lstatSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type GitAnswer, git } from '../git.ts';

/** The user's own settings are not to change what a patch does. */
const SETTINGS = ['core.autocrlf=false', 'apply.whitespace=nowarn', 'core.symlinks=false'];

/** A repository of its own in which patches are tried; the user's is only read. */
export interface Scratch {
  /** The text of a file, undefined if it is not there. */
  text(path: string): string | undefined;
  write(path: string, text: string): void;
  /** Runs `git apply` on a patch; nothing is changed unless it is content. */
  apply(patch: string, ...options: readonly string[]): GitAnswer;
  remove(): void;
}

/** An empty one, which finds contents in a folder of objects too, if there is one. */
export function scratch(objects: string | undefined): Scratch {
  const folder = mkdtempSync(join(tmpdir(), 'faultline-patch-'));
  const env = objects === undefined ? {} : { GIT_ALTERNATE_OBJECT_DIRECTORIES: objects };
  const settings = SETTINGS.flatMap((setting) => ['-c', setting]);
  const run = (args: readonly string[], input = ''): GitAnswer =>
    git(folder, [...settings, ...args], { input, env });
  run(['init', '--quiet', '--template=']);
  return {
    text(path) {
      const place = join(folder, path);
      if (!lstatSync(place, { throwIfNoEntry: false })?.isFile()) return undefined;
      return readFileSync(place, 'utf8');
    },
    write(path, text) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    },
    apply(patch, ...options) {
      run(['add', '--all']);
      const answer = run(['apply', ...options, '-'], patch);
      // A merge leaves its conflicts in the files.
      if (answer.code !== 0) run(['checkout-index', '--all', '--force']);
      return answer;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
