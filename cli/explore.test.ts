import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { FOLDER, removeFolder } from '../jobs/testing/files.ts';
import { valid } from '../reports/testing/valid-document.ts';
import { faultline } from './testing/program.ts';

afterAll(removeFolder);

const out = (name: string): string[] => ['--out', join(FOLDER, name)];
const world = (...names: string[]): string[] => names.flatMap((name) => ['--world', name]);
const explore = (name: string, ...args: string[]) =>
  faultline('explore', '-v', ...args, ...out(name));

describe.concurrent('explore', () => {
  test('exits with 0 where nothing can be broken, and says where that was', async () => {
    const args = ['v5.5', ...world('two-faults', 'eviction')];
    const { code, stdout, stderr } = await explore('clean', ...args);
    expect(stdout).toContain('v5.5: keeps every law in 2 worlds');
    expect(stdout).toMatch(
      /Every interleaving of 2 worlds\n {2}- two-faults: .*\n {2}- eviction: /,
    );
    expect(stdout).toMatch(/Exhausted +the worlds above, with any number of preemptions/);
    expect(stderr).toMatch(/^v5\.5: \d+ steps in [\d.]+ s \(\d+ steps\/s\)\n$/);
    expect(code).toBe(0);
    expect(readdirSync(FOLDER)).not.toContain('clean');
  });

  test('exits with 1 where a law is broken, in a run that can be replayed', async () => {
    const report = ['--report', join(FOLDER, 'reports')];
    const args = ['v5.5', ...world('contended-without-retry'), ...report];
    const { code, stdout } = await explore('broken', ...args);
    expect(stdout).toMatch(/always-resolves \(1\s+preemption, proven\s+fewest\)/);
    expect(code).toBe(1);
    const file = join(FOLDER, 'broken/v5.5-always-resolves.json');
    expect((await faultline('replay', file)).stdout).toMatch(/^reproduced: /);
    const formats = 'codequality.json explorer.html html json junit.xml md sarif txt'.split(' ');
    expect(readdirSync(join(FOLDER, 'reports'))).toEqual(formats.map((end) => `explore.${end}`));
    expect(readFileSync(join(FOLDER, 'reports/explore.txt'), 'utf8')).toBe(stdout);
  });

  test('tells the same in documents, byte for byte', async () => {
    const args = ['v5.5', '--json', ...world('gutted-object')];
    const [one, two] = [await explore('bytes', ...args), await explore('bytes', ...args)];
    expect(one.stdout).toBe(two.stdout);
    expect(one.stderr).toBe('');
    expect(valid('explore', one.stdout)).toMatchObject({
      subject: 'v5.5',
      preemptions: null,
      seconds: null,
      worlds: [{ world: 'gutted-object', exhausted: true, share: 1 }],
      violations: [{ invariant: 'no-crash' }],
    });
  });

  test('answers for several subjects in one document', async () => {
    const args = ['v5.5', 'v5.10', '--json', ...world('one-fault')];
    const { reports } = valid('explores', (await explore('two', ...args)).stdout);
    expect(reports.map(({ subject }: { subject: string }) => subject)).toEqual(['v5.5', 'v5.10']);
  });

  test('with a bound says only what the bound allows', async () => {
    const args = ['v5.5', ...world('contended-without-retry'), '--preemptions', '0'];
    const { code, stdout } = await explore('bound', ...args);
    expect(stdout).toMatch(/Exhausted +the worlds above, with at most 0 preemptions/);
    expect(code).toBe(0);
  });

  test('leaves a world that is too large, and says how far it came', async () => {
    const args = ['v5.5', ...world('two-faults'), '--transitions', '200'];
    const { code, stdout, stderr } = await explore('left', ...args);
    expect(stdout).toMatch(/two-faults +4 +about [\d.]+ % /);
    expect(stdout).toMatch(/Stopped early +only a part was visited of two-faults \(.*\): no claim/);
    expect(stderr).toMatch(/two-faults is too large to be exhausted: about \d+ % after \d+ steps/);
    expect(code).toBe(2);
  });

  test.each([
    [['v5.5', '--world', 'mars'], 'no world is called mars'],
    [['v5.55'], 'no subject is called v5.55; did you mean v5.5?'],
    [['v5.5', '--preemptions', '-1'], 'Expected a whole number from 0 to 4000.'],
    [['v5.5', '--seconds', '0'], 'Expected a number above 0, at most 86400.'],
    [
      ['--handler', 'a.c'],
      '--handler a.c: it is linked with helpers in a C file, found no subject',
    ],
    [['rfc', '--failures', '--preemptions', '1'], 'expected one of --failures, --preemptions'],
  ])('refuses %j', async (args, line) => {
    const { code, stdout, stderr } = await explore('refused', ...args);
    expect(stderr).toContain(line);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(existsSync(join(FOLDER, 'refused'))).toBe(false);
  });
});

// By itself: what else runs takes its time too.
test('explore stops when the time is over, and takes that for an answer', async () => {
  const args = ['v5.5', '--json', ...world('everything'), '--seconds', '0.3'];
  const { code, stdout } = await explore('time', ...args);
  const { seconds, worlds, interrupted } = valid('explore', stdout);
  expect({ code, interrupted, exhausted: worlds[0].exhausted }).toEqual({
    code: 0,
    interrupted: true,
    exhausted: false,
  });
  expect(seconds).toBeGreaterThanOrEqual(0.25);
});
