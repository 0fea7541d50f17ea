import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { FOLDER, file, removeFolder } from '../jobs/testing/files.ts';
import { valid } from '../reports/testing/valid-document.ts';
import { faultline } from './testing/program.ts';

afterAll(removeFolder);

const RUNS = ['--runs', '200'];
const FEW = ['--runs', '30'];
const out = (name: string): string[] => ['--out', join(FOLDER, name)];

/** A check whose counterexamples the tests use. */
const checked = await faultline('check', 'rfc', ...RUNS, ...out('kept'));
const kept = join(FOLDER, 'kept/rfc-io-lock-balanced.json');
const text = readFileSync(kept, 'utf8');

describe.concurrent('check', () => {
  test('finds what the posted patch breaks, and exits with 1', () => {
    const { code, stdout, stderr } = checked;
    expect(code).toBe(1);
    expect(stdout).toContain('io-lock-balanced');
    expect(stdout).toContain(`npx faultline replay ${join(FOLDER, 'kept/rfc-')}`);
    expect(stdout.trimEnd().split('\n').at(-1)).toBe(stdout.split('\n')[0]);
    expect(stderr).toMatch(/^rfc: 200 runs in [\d.]+ s \(\d+ runs\/s\)\n$/);
  });

  test('exits with 0 when every law holds', async () => {
    const { code } = await faultline('check', 'repaired', ...FEW, ...out('clean'));
    expect(code).toBe(0);
    expect(readdirSync(FOLDER)).not.toContain('clean');
  });

  test('gives the same bytes for the same arguments', async () => {
    const args = ['check', 'rfc', '--json', '--seed', '-7', ...FEW, ...out('same')];
    const [first, second] = [await faultline(...args), await faultline(...args)];
    expect(first.stdout).toBe(second.stdout);
    expect(first.stderr).toBe('');
    expect(valid('check', first.stdout)).toMatchObject({ seed: -7, runs: 30, seconds: null });
  });

  test('answers for several subjects in one document', async () => {
    const { stdout } = await faultline('check', 'v5.3', 'rfc', '--json', ...FEW, ...out('two'));
    const { reports } = valid('checks', stdout);
    expect(reports.map(({ subject }: { subject: string }) => subject)).toEqual(['v5.3', 'rfc']);
  });

  test('stops when the time is over, and says how long it took', async () => {
    const args = ['check', 'repaired', '--json', '--seconds', '0.2', ...out('time')];
    const { code, stdout } = await faultline(...args);
    const { seconds, interrupted, runs } = valid('check', stdout);
    expect(code).toBe(0);
    expect({ interrupted, judged: runs > 0, timed: seconds > 0 }).toEqual({
      interrupted: true,
      judged: true,
      timed: true,
    });
  });
});

describe.concurrent('gate', () => {
  test('refuses the posted patch and writes the reports', async () => {
    const folder = join(FOLDER, 'report');
    const args = ['gate', 'rfc', '--json', '--report', folder, ...RUNS, ...out('gate')];
    const { code, stdout } = await faultline(...args);
    const { safe, regressions, baseline } = valid('gate', stdout);
    expect({ code, safe, baseline }).toEqual({ code: 1, safe: false, baseline: 'v5.3' });
    expect(regressions[0].invariant).toBe('io-lock-balanced');
    expect(readdirSync(folder)).toContain('gate.md');
    expect(readFileSync(join(folder, 'gate.json'), 'utf8')).toBe(stdout);
  });

  test('lets a version pass that is its own baseline', async () => {
    const { code, stdout } = await faultline('gate', 'v5.3', ...FEW, ...out('same-gate'));
    expect(stdout).toContain('SAFE');
    expect(code).toBe(0);
  });
});

describe.concurrent('replay', () => {
  test('reproduces a counterexample', async () => {
    const { code, stdout } = await faultline('replay', kept, '--json');
    expect(code).toBe(1);
    expect(valid('replay', stdout)).toMatchObject({
      verdict: 'reproduced',
      finding: { replay: `npx faultline replay ${kept}` },
    });
  });

  test('says where another subject went another way', async () => {
    const { code, stdout } = await faultline('replay', kept, '--subject', 'v5.3');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^held: v5\.3 keeps the law by other steps of the same meaning\n/);
  });

  test('follows what a schedule means where its steps cannot be followed', async () => {
    const longer = JSON.parse(text);
    longer.finding.shrunk.schedule[0].steps += 3;
    const { code, stdout } = await faultline('replay', file('long.json', JSON.stringify(longer)));
    expect(code).toBe(1);
    expect(stdout).toMatch(/^reproduced: rfc breaks io-lock-balanced by other steps of the same/);
  });

  test('says where the path no longer exists', async () => {
    const spins = 'reports/counterexamples/rfc-always-resolves.json';
    const { code, stdout, stderr } = await faultline('replay', spins, '--subject', 'v5.6');
    expect(code).toBe(2);
    expect(stdout).toMatch(/^diverged: v5\.6 does not have the path of the file any more\n/);
    expect(stderr).toContain(
      'v5.6 has no such path any more at step 15: expected fault-2 to do up_read(mm), time 4, found ' +
        'fault-2 waits for dma_resv_lock_interruptible(resv-1), after dma_resv_trylock(resv-1)',
    );
  });

  test.each([
    ['cut.json', text.slice(0, 99), 'this is no JSON: '],
    ['array.json', '[]', 'expected a document of faultline.counterexample/1, found no schema name'],
    [
      'newer.json',
      text.replace('counterexample/1', 'counterexample/2'),
      'expected a document of faultline.counterexample/1, found "faultline.counterexample/2"',
    ],
    ['moon.json', text.replace(/"placement": "\w+"/, '"placement": "moon"'), 'allowed values: '],
    ['more.json', text.replace('{', '{ "more": 1,'), 'must NOT have additional properties: more'],
    ['law.json', text.replaceAll('io-lock-balanced', 'no-such-law'), 'no invariant is called'],
    ['subject.json', text.replace('"rfc"', '"rcf"'), 'no subject is called rcf; did you mean rfc?'],
  ])('%s is refused', async (name, content, line) => {
    const { code, stdout, stderr } = await faultline('replay', file(name, content));
    expect(stderr).toContain(line);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });
});

describe.concurrent('list', () => {
  test('shows everything', async () => {
    const { code, stdout } = await faultline('list', '--json');
    const { lists } = valid('lists', stdout);
    expect(lists.map(({ what }: { what: string }) => what)).toContain('invariants');
    expect(code).toBe(0);
  });

  test('shows one kind', async () => {
    const { stdout } = await faultline('list', 'strategies');
    expect(stdout).toContain('round-robin');
    expect(stdout).not.toContain('rfc');
  });
});

test('--version tells the tool and the engine', async () => {
  const { stdout, code } = await faultline('--version');
  expect(stdout).toMatch(/^faultline \d+\.\d+\.\d+, node \d+\.\d+\.\d+/);
  expect(code).toBe(0);
});
