import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FOLDER, ROOT, removeFolder } from '../../jobs/testing/files.ts';
import { Repository } from '../testing/git.ts';
import { faultline } from '../testing/program.ts';

/** The real `git bisect`, and `gate --range`, on a history of our own C. */

const repository = new Repository('bisect');
const OUT = ['--out', join(FOLDER, 'out')];
const RUNS = ['--runs', '300'];
const named = new Map<string, string>();

let text = readFileSync(join(ROOT, 'impl/c/subjects/v5.5.c'), 'utf8');
let path = 'vm.c';

/** A revision in which one text stands instead of another. */
function revision(name: string, was: string, becomes: string): void {
  expect(text.split(was)).toHaveLength(2);
  text = text.replace(was, () => becomes);
  repository.write(path, text);
  named.set(repository.commit(name), name);
}

const UNLOCK = 'out:\n\tttm_mem_io_unlock(man);\n';
const FOUND = '\tif (ret)\n\t\treturn ret;\n\n\tif (ttm_mem_io_lock';
const TRYLOCK = '\tif (dma_resv_trylock(bo->base.resv))\n\t\treturn 0;\n';

beforeAll(() => {
  repository.write(path, text);
  named.set(repository.commit('base'), 'base');
  revision('comment', '/* Imported pages', '/* All imported pages');
  repository.git('checkout', '--quiet', '-b', 'side');
  revision('io lock lost', UNLOCK, 'out:\n');
  repository.git('checkout', '--quiet', 'main');
  repository.git('merge', '--quiet', '--no-ff', '-m', 'merge of side', 'side');
  repository.git('revert', '--no-edit', '-m', '1', 'HEAD');
  text = text.replace('out:\n', UNLOCK);
  revision('longer', FOUND, FOUND.replace('if (ret)', 'if (ret != 0)'));
  path = 'renamed.c';
  repository.git('mv', 'vm.c', path);
  named.set(repository.commit('rename'), 'rename');
  revision('counted', 'i < num_prefault; i++', 'i < num_prefault; ++i');
  revision('does not compile', TRYLOCK, TRYLOCK.replace('0;', '0'));
  revision('compiles', TRYLOCK.replace('0;', '0'), TRYLOCK.replace('resv))', 'resv) != 0)'));
  revision(
    'reads on',
    '\t\tttm_bo_put(bo);\n\t}\n\treturn VM_FAULT_RETRY',
    '\t}\n\treturn VM_FAULT_RETRY',
  );
  revision('waits on', 'ttm_mem_io_lock(man, true)', 'ttm_mem_io_lock(man, false)');
  revision('last', '/* All imported', '/* Imported');
});
afterAll(removeFolder);

test('git bisect finds the first bad revision, past one that does not compile', () => {
  const gate = [process.execPath, join(ROOT, 'cli/faultline.mjs'), 'gate', '"$file"'];
  const script = `file=vm.c; test -e renamed.c && file=renamed.c
    exec ${gate.join(' ')} --baseline main~11:vm.c ${[...RUNS, ...OUT].join(' ')}`;
  repository.git('bisect', 'start', 'HEAD', 'HEAD~8');
  const log = execFileSync('git', ['bisect', 'run', 'sh', '-c', script], {
    cwd: repository.root,
    encoding: 'utf8',
    stdio: 'pipe',
  });
  const steps = repository.git('bisect', 'log');
  repository.git('bisect', 'reset');
  const [, bad] = /^(\w+) is the first bad commit$/m.exec(log) ?? [];
  expect(named.get(bad!), log).toBe('reads on');
  expect(steps).toMatch(/^# skip: .* does not compile$/m);
});

test('gate --range judges each revision against the one before it', async () => {
  const range = ['--range', 'main~11..main', '--git', repository.root, ...RUNS, ...OUT];
  const folder = join(FOLDER, 'report');
  const { code, stdout } = await faultline(
    'gate',
    ...range,
    ...['--json', '--report', folder, '--', 'renamed.c'],
  );
  const report = JSON.parse(stdout);
  const rows = report.revisions.map(
    (one: { subject: string; verdict: string; broken: { invariant: string }[] }) => [
      one.subject,
      one.verdict,
      one.broken.map(({ invariant }) => invariant),
    ],
  );
  const said = new Map<string, [string, string[]]>(
    rows.map(([subject, ...rest]: [string, string, string[]]) => [subject, rest]),
  );
  expect(code).toBe(1);
  expect(said.get('comment')).toEqual(['safe', []]);
  expect(said.get('io lock lost')).toEqual(['not-safe', ['io-lock-balanced']]);
  expect(said.get('does not compile')![0]).toBe('skipped');
  expect(said.get('compiles')).toEqual(['safe', []]);
  expect(said.get('rename')).toEqual(['safe', []]);
  expect(said.get('reads on')).toEqual(['not-safe', ['bo-refs-balanced']]);
  expect(said.get('waits on')).toEqual(['not-safe', ['waits-are-interruptible']]);
  expect(rows.at(-1)).toEqual(['last', 'safe', []]);
  expect(readFileSync(join(folder, 'range.md'), 'utf8')).toContain('| NOT SAFE |');
  expect(JSON.parse(readFileSync(join(folder, 'range.json'), 'utf8'))).toEqual(report);
});

test('a revision is told as soon as it is judged, and the same texts are judged once', async () => {
  repository.git('revert', '--no-edit', 'HEAD~1');
  for (let times = 0; times < 3; times += 1) repository.git('revert', '--no-edit', 'HEAD');
  const range = ['--range', 'main~4..main', '--git', repository.root, ...RUNS, ...OUT];
  const { code, stderr, stdout } = await faultline('gate', ...range, '--', 'renamed.c');
  expect(code).toBe(1);
  const told = stderr.trimEnd().split('\n');
  expect(told.map((line) => /^faultline: [0-9a-f]{12} (safe|NOT SAFE): /.exec(line)?.[1])).toEqual([
    ...['safe', 'NOT SAFE'],
    ...['safe', 'NOT SAFE'],
  ]);
  expect(told[3]).toMatch(/ \[waits-are-interruptible\]$/);
  // The last two have the texts of those before them, and so their counterexample.
  const replays = [...stdout.matchAll(/faultline replay (\S+)/g)].map(([, file]) => file);
  expect(replays).toHaveLength(2);
  expect(replays[1]).toBe(replays[0]);
});
