import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { FOLDER } from '../../jobs/testing/files.ts';

/** A repository in the test's folder, of a user that no machine knows. */
export class Repository {
  readonly root: string;

  constructor(name: string) {
    this.root = join(FOLDER, name);
    mkdirSync(this.root);
    this.git('init', '--quiet', '--initial-branch=main');
  }

  git(...args: readonly string[]): string {
    const user = ['-c', 'user.name=Tester', '-c', 'user.email=tester@example.org'];
    const options = { cwd: this.root, encoding: 'utf8', stdio: 'pipe' } as const;
    return execFileSync('git', [...user, '-c', 'core.autocrlf=false', ...args], options).trimEnd();
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), text);
  }

  remove(path: string): void {
    rmSync(join(this.root, path));
  }

  /** Everything as it stands; the revision's name. */
  commit(subject: string): string {
    this.git('add', '--all');
    this.git('commit', '--quiet', '--allow-empty', '-m', subject);
    return this.git('rev-parse', 'HEAD');
  }
}
