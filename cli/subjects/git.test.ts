import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, globSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { FOLDER, file, removeFolder } from '../../jobs/testing/files.ts';
import { Repository } from '../testing/git.ts';
import { commitOf, entryAt, workTreeAt } from './git.ts';
import { fileOfRevision, fileOnDisk } from './given-file.ts';
import { patchedFile } from './patched-file.ts';
import { revisionsOf } from './revisions.ts';

afterAll(removeFolder);

const canary = join(FOLDER, 'sung');
const program = file('canary.sh', `#!/bin/sh\necho sung >>${canary}\nexit 1\n`);
chmodSync(program, 0o755);

interface Way {
  readonly name: string;
  /** Has the repository name the program. */
  readonly set: (repository: Repository) => void;
  /** What git does of its own that runs it: without that the test would show nothing. */
  readonly control: readonly string[];
}

const config =
  (...pairs: readonly (readonly [string, string])[]) =>
  (repository: Repository): void => {
    for (const [name, value] of pairs) repository.git('config', name, value);
  };

/** A repository whose contents are elsewhere, at a place that takes a program to come to. */
const promising =
  (...pairs: readonly (readonly [string, string])[]) =>
  (repository: Repository): void => {
    const promise = [
      ['core.repositoryformatversion', '1'],
      ['extensions.partialClone', 'origin'],
      ['remote.origin.promisor', 'true'],
      ['remote.origin.partialclonefilter', 'blob:none'],
    ] as const;
    config(...promise, ...pairs)(repository);
    const blob = repository.git('rev-parse', 'HEAD:x.c');
    for (const each of globSync(`.git/objects/${blob.slice(0, 2)}/*`, { cwd: repository.root })) {
      rmSync(join(repository.root, each));
    }
  };

const attributes =
  (line: string, ...pairs: readonly (readonly [string, string])[]) =>
  (repository: Repository): void => {
    repository.write('.gitattributes', `${line}\n`);
    config(...pairs)(repository);
    repository.write('x.c', 'changed\n');
  };

const hook =
  (name: string) =>
  (repository: Repository): void => {
    repository.write(`.git/hooks/${name}`, `#!/bin/sh\n${program}\n`);
    chmodSync(join(repository.root, '.git/hooks', name), 0o755);
  };

const READ = ['cat-file', 'blob', 'HEAD:x.c'];

const WAYS: readonly Way[] = [
  { name: 'core.fsmonitor', set: config(['core.fsmonitor', program]), control: ['status'] },
  {
    name: 'a hook before commits',
    set: hook('pre-commit'),
    control: ['commit', '--allow-empty', '-m', 'x'],
  },
  {
    name: 'a hook of core.hooksPath',
    set: (repository) => {
      repository.write('hooks/post-checkout', `#!/bin/sh\n${program}\n`);
      chmodSync(join(repository.root, 'hooks/post-checkout'), 0o755);
      config(['core.hooksPath', 'hooks'])(repository);
    },
    control: ['checkout', '-q', '-b', 'other'],
  },
  {
    name: 'core.sshCommand of a promisor remote',
    set: promising(['remote.origin.url', 'ssh://host/x'], ['core.sshCommand', program]),
    control: READ,
  },
  {
    name: 'uploadpack of a promisor remote',
    set: promising(
      ['remote.origin.url', FOLDER],
      ['remote.origin.uploadpack', program],
      ['protocol.file.allow', 'always'],
    ),
    control: READ,
  },
  {
    name: 'ext:: of a promisor remote',
    set: promising(['remote.origin.url', `ext::${program}`], ['protocol.ext.allow', 'always']),
    control: READ,
  },
  {
    name: 'diff.external',
    set: attributes('', ['diff.external', program]),
    control: ['diff'],
  },
  {
    name: 'textconv',
    set: attributes('*.c diff=own', ['diff.own.textconv', program]),
    control: ['diff'],
  },
  {
    name: 'a filter',
    set: attributes(
      '*.c filter=own',
      ['filter.own.clean', program],
      ['filter.own.smudge', program],
    ),
    control: ['add', '--all'],
  },
  {
    name: 'gpg.program, for a signed commit',
    set: (repository) => {
      const head = repository.git('cat-file', 'commit', 'HEAD');
      const signed = head.replace(
        '\n\n',
        '\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n -----END\n\n',
      );
      const path = file('signed', `${signed}\n`);
      const id = repository.git('hash-object', '-t', 'commit', '-w', '--literally', path);
      repository.git('update-ref', 'refs/heads/main', id);
      config(['log.showSignature', 'true'], ['gpg.program', program])(repository);
    },
    control: ['log', '-1'],
  },
];

let made = 0;
function repositoryWith({ set }: Pick<Way, 'set'>): Repository {
  const repository = new Repository(`way-${made++}`);
  repository.write('x.c', 'one\n');
  repository.commit('one');
  repository.write('x.c', 'two\n');
  repository.commit('two');
  set(repository);
  rmSync(canary, { force: true });
  return repository;
}

/** Whatever comes of it: a repository may well be one that nothing can be read from. */
const quietly = (work: () => unknown): void => {
  try {
    work();
  } catch {
    // What is refused has run nothing, which is what is looked at.
  }
};

describe('a repository that has git run a program', () => {
  test.each(WAYS)('by $name has it run nothing', (way) => {
    const { root } = repositoryWith(way);
    quietly(() => fileOfRevision('HEAD:x.c', root).beside('y.h'));
    quietly(() => revisionsOf(workTreeAt(root), 'HEAD~1..HEAD', 'x.c'));
    const change = '--- a/x.c\n+++ b/x.c\n@@ -1 +1 @@\n-two\n+three\n';
    const head = `diff --git a/x.c b/x.c\nindex ${'0'.repeat(39)}1..2 100644\n`;
    const patch = file('x.patch', `From: A <a@b.c>\nSubject: x\n\n${head}${change}`);
    quietly(() => patchedFile(patch, fileOnDisk(join(root, 'x.c'))));
    expect(existsSync(canary)).toBe(false);
    const user = ['-c', 'user.name=T', '-c', 'user.email=t@example.org'];
    const { SSH_AUTH_SOCK: _, ...env } = process.env;
    spawnSync('git', ['-C', root, ...user, ...way.control], { env, input: '' });
    expect(existsSync(canary)).toBe(true);
  });
});

test('what replaces a content is not shown in its place', () => {
  const repository = repositoryWith({
    set: (own) => {
      const [before, after] = ['HEAD~1', 'HEAD'].map((each) => own.git('rev-parse', `${each}:x.c`));
      own.git('replace', after!, before!);
    },
  });
  expect(repository.git('cat-file', 'blob', 'HEAD:x.c')).toBe('one');
  expect(fileOfRevision('HEAD:x.c', repository.root).text).toBe('two\n');
});

test('a link in a revision is no file', () => {
  const repository = repositoryWith({ set: (own) => own.write('y.c', 'x.c') });
  const id = repository.git('hash-object', '-w', 'y.c');
  repository.git('update-index', '--add', '--cacheinfo', `120000,${id},y.c`);
  repository.git('commit', '--quiet', '-m', 'link');
  const tree = workTreeAt(repository.root);
  expect(entryAt(tree, commitOf(tree, 'HEAD'), 'y.c')?.kind).toBe('link');
});
