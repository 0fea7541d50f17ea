import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FOLDER, file, ROOT, removeFolder } from '../../jobs/testing/files.ts';
import { Repository } from '../testing/git.ts';
import { faultline } from '../testing/program.ts';

const repository = new Repository('inputs');
const OWN = readFileSync(join(ROOT, 'impl/c/subjects/v5.5.c'), 'utf8');
const BAD = OWN.replace('\tttm_mem_io_unlock(man);\n', '');
const TS = readFileSync(join(ROOT, 'impl/helpers/v5.5.ts'), 'utf8');
const ABSOLUTE = TS.replaceAll(/from '(\.\.?\/[^']+)'/g, (_, path) => {
  return `from '${join(ROOT, 'impl/helpers', path)}'`;
});
const OUT = join(FOLDER, 'out');
const FEW = ['--runs', '1000', '--out', OUT, '--git', repository.root];

let patch = '';
let wrong = '';

beforeAll(() => {
  repository.write('vm.c', OWN);
  repository.write('own.ts', `import { one } from './below/one.ts';\n${ABSOLUTE}\none;\n`);
  repository.write('below/one.ts', 'export const one = 1;\n');
  repository.commit('base');
  repository.write('vm.c', BAD);
  repository.write('below/one.ts', "export const one = 1;\nthrow new Error('second');\n");
  repository.commit('io lock lost');
  patch = file('fix.patch', repository.git('diff', 'HEAD~1', '--', 'vm.c'));
  wrong = file('wrong.patch', readFileSync(patch, 'utf8').replace('_unlock(man)', '_open(man)'));
});
afterAll(removeFolder);

describe('gate', () => {
  test('takes revisions of C on both sides, and its counterexample replays', async () => {
    const sides = ['HEAD:vm.c', '--baseline', 'HEAD~1:vm.c'];
    const { code, stdout } = await faultline('gate', ...sides, ...FEW, '--json');
    const report = JSON.parse(stdout);
    expect({ code, candidate: report.candidate }).toEqual({ code: 1, candidate: 'HEAD:vm.c' });
    const { invariant, replay } = report.regressions[0];
    expect(invariant).toBe('io-lock-balanced');
    expect(replay).toMatch(new RegExp(`replay \\S+ --git ${repository.root}$`));
    const replayed = await faultline(...replay.split(' ').slice(2), '--json');
    expect(replayed.code).toBe(1);
    expect(JSON.parse(replayed.stdout)).toMatchObject({ verdict: 'reproduced' });
  });

  test('takes a patch, against the file that it is for', async () => {
    const args = ['--patch', patch, '--onto', 'HEAD~1:vm.c', ...FEW, '--json'];
    const { code, stdout } = await faultline('gate', ...args);
    const candidate = `${patch}@HEAD~1:vm.c`;
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({ candidate, baseline: 'HEAD~1:vm.c', safe: false });
    expect(report).not.toHaveProperty('notes');
    expect(code).toBe(1);
  });

  test('says in its report that a patch was applied in the tolerant way', async () => {
    const text = readFileSync(patch, 'utf8').replaceAll(/^([+-]?)[ \t]+/gm, '$1');
    const folder = join(FOLDER, 'report');
    const args = ['--patch', file('lost.txt', text), '--onto', 'HEAD~1:vm.c', '--report', folder];
    const { code, stdout } = await faultline('gate', ...args, ...FEW);
    expect(code).toBe(1);
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain('its white space was lost');
    expect(readFileSync(join(folder, 'gate.md'), 'utf8')).toContain('its white space was lost');
    const document = JSON.parse(readFileSync(join(folder, 'gate.json'), 'utf8'));
    expect(document.notes).toEqual([expect.stringContaining('its white space was lost')]);
  });

  test('judges the revisions of a range, as a table', async () => {
    const { code, stdout } = await faultline('gate', '--range', '..HEAD', ...FEW, '--', 'vm.c');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    const ranged = await faultline('gate', '--range', 'HEAD~1..', ...FEW, '--', 'vm.c');
    expect(ranged.code).toBe(1);
    expect(ranged.stdout).toMatch(/^NOT SAFE: 1 of 1 revision of vm\.c in HEAD~1\.\.\n/);
    expect(ranged.stdout).toMatch(/[0-9a-f]{12} +NOT SAFE +io-lock-balanced +\d+ +io lock lost\n/);
  });

  test('runs TypeScript of a revision when it is trusted, with what stood beside it', async () => {
    const { code, stderr } = await faultline(
      'gate',
      ...['HEAD~1:own.ts', '--baseline', 'v5.5', '--trust-typescript', ...FEW],
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('2000 runs') });
    const now = await faultline('check', 'HEAD:own.ts', '--trust-typescript', ...FEW);
    expect(now.code).toBe(125);
    expect(now.stderr).toContain('HEAD:own.ts cannot be imported: Error: second');
  });
});

describe.concurrent('what cannot be taken gets one line, and leaves nothing behind', () => {
  const none = join(FOLDER, 'none');
  const run = (...args: string[]) =>
    faultline(
      ...args,
      '--out',
      none,
      ...(args.includes('--git') ? [] : ['--git', repository.root]),
    );
  test.each([
    [['check', 'HEAD:own.ts'], 2, 'HEAD:own.ts: TypeScript runs as code of your own'],
    [['gate', '--patch', 'PATCH', '--onto', 'HEAD:own.ts'], 2, '--trust-typescript says that'],
    [['explore', 'HEAD:gone.c'], 125, 'there is no file gone.c in HEAD'],
    [['check', 'gone:vm.c'], 2, 'gone: there is no such revision'],
    [['check', 'HEAD:vm.c', '--git', FOLDER], 2, 'is in no git work tree'],
    [['check', 'HEAD:vm.h'], 2, 'expected a TypeScript or C file (.ts, .c), found .h'],
    [['gate', '--onto', 'HEAD:vm.c'], 2, '--onto FILE says where --patch FILE goes'],
    [['gate', 'rfc', '--patch', 'PATCH'], 2, 'of what it changes, found the candidate rfc too'],
    [['gate', 'rfc', '--patch', 'PATCH', '--onto', 'x.c'], 2, 'found the candidate rfc too'],
    [['gate', '--patch', 'gone.patch', '--onto', 'HEAD:vm.c'], 2, 'gone.patch: there is no such'],
    [['gate', '--patch', 'WRONG', '--onto', 'HEAD:vm.c'], 125, 'hunk 1 of 1'],
    [['gate', '--range', 'HEAD~1..HEAD'], 2, '--range A..B wants the path of a file'],
    [['gate', '--range', 'HEAD..HEAD', '--', 'vm.c'], 2, 'found no revision and none that does'],
    [['gate', '--range', 'HEAD~1..HEAD', '--', 'below/one.ts'], 2, '--trust-typescript says that'],
    [['gate', '--range', 'HEAD', '--', 'vm.c'], 2, 'expected a range of revisions as A..B'],
    [['gate', '--range', 'a..b', '--baseline', 'rfc', '--', 'x.c'], 2, 'no --baseline, --patch'],
  ])('%j', async (args, code, line) => {
    const words = args.map((word) => ({ PATCH: patch, WRONG: wrong })[word] ?? word);
    const at = words.indexOf('--');
    const ended = at < 0 ? run(...words) : inRange(words, at);
    const { stderr, stdout, ...rest } = await ended;
    expect(stderr).toContain(line);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect({ stdout, code: rest.code }).toEqual({ stdout: '', code });
    expect(existsSync(none)).toBe(false);
  });

  /** Options stand before the two dashes. */
  const inRange = (words: string[], at: number) =>
    faultline(
      ...words.slice(0, at),
      ...['--out', none, '--git', repository.root],
      ...words.slice(at),
    );
});
