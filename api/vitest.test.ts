import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { FOLDER, ROOT, removeFolder } from '../jobs/testing/files.ts';
import { replay, WrongUsage } from './index.ts';
import { describeSubject, type KeepOptions } from './vitest.ts';

const configured = fc.readConfigureGlobal();
afterEach(() => fc.configureGlobal(configured));
afterAll(removeFolder);

const LEAK = join(ROOT, 'reports/counterexamples/rfc-io-lock-balanced.json');
const LEAKS = { laws: ['io-lock-balanced'], out: FOLDER };

const PAGE = readFileSync(join(ROOT, 'docs/library.md'), 'utf8');

/** Why a subject does not keep laws. */
const whyNot = async (subject: string, options: KeepOptions): Promise<string> => {
  const thrown = await expect(subject)
    .toKeepLaws(options)
    .catch((error: unknown) => error);
  return (thrown as Error).message;
};

describeSubject('repaired', { runs: 5 });
describeSubject('impl/c/subjects/v5.5.c', { laws: ['flags-unchanged', 'lock-order'], numRuns: 50 });

describe('a broken law', () => {
  test('is told with seed and path of fast-check, and the same run as a file', async () => {
    const why = await whyNot('rfc', { ...LEAKS, seed: 1 });
    expect(why).toMatch(/^rfc breaks io-lock-balanced: ttm_mem_io_lock of man-system has no /);
    const [, path] = /\{ seed: 1, path: "([\d:]+)", endOnFailure: true \}/.exec(why)!;
    expect(why).toContain('>>> ');
    const [headline, , ...told] = why.split('\n');
    for (const line of [headline!, ...told.slice(0, 2)]) expect(PAGE).toContain(`\n${line}\n`);
    const file = join(FOLDER, 'rfc-io-lock-balanced.json');
    expect(why).toContain(`npx faultline replay ${file}`);
    expect((await replay(file)).verdict).toBe('reproduced');
    const again = await whyNot('rfc', { ...LEAKS, seed: 1, path: path!, endOnFailure: true });
    expect(again).toContain('Property failed after 1 tests');
    expect(again).toContain('Shrunk 0 time(s)');
    const counterexample = (text: string): string => /^Counterexample: .*$/m.exec(text)![0];
    expect(counterexample(again)).toBe(counterexample(why));
  });

  test('is searched for as fast-check is configured', async () => {
    fc.configureGlobal({ seed: 7, numRuns: 1, verbose: fc.VerbosityLevel.Verbose });
    await expect('rfc').toKeepLaws(LEAKS);
    fc.configureGlobal({ seed: 7, numRuns: 300, verbose: fc.VerbosityLevel.Verbose });
    expect(await whyNot('rfc', LEAKS)).toMatch(/\{ seed: 7, [\s\S]*Encountered failures were:/);
    fc.configureGlobal({ seed: 7, numRuns: 300, endOnFailure: true });
    expect(await whyNot('rfc', LEAKS)).toContain('Shrunk 0 time(s)');
  });

  test('is told to a reporter of the user’s', async () => {
    const told: boolean[] = [];
    const reporter = ({ failed }: { failed: boolean }): void => void told.push(failed);
    expect(await whyNot('rfc', { ...LEAKS, seed: 1, reporter })).toContain('rfc breaks');
    await expect('repaired').toKeepLaws({ ...LEAKS, runs: 10, reporter });
    expect(told).toEqual([true, false]);
  });
});

test('a counterexample replays until it is mended', async () => {
  await expect('rfc').toReplay(LEAK);
  await expect('v5.5').not.toReplay(LEAK);
});

test('what is asked wrongly fails, with not as without it', async () => {
  const wrong = [
    [() => expect('rfc').not.toKeepLaws({ laws: ['lock-oder'] }), 'no invariant is called'],
    [() => expect('rfc').not.toKeepLaws({ numRun: 5 } as KeepOptions), 'did you mean numRuns?'],
    [() => expect('rfc').not.toKeepLaws({ runs: 5, numRuns: 5 }), 'expected one of runs, numRuns'],
    [() => expect('rcf').not.toKeepLaws(), 'no subject is called rcf; did you mean rfc?'],
    [() => expect(5).not.toReplay(LEAK), 'expected the name or the path of a subject'],
    [() => expect('rfc').not.toRefine('v5.4'), 'no subject is called v5.4'],
  ] as const;
  for (const [ask, words] of wrong) {
    const error: unknown = await ask().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(WrongUsage);
    expect((error as Error).message).toContain(words);
  }
});
