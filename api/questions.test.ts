import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { FOLDER, file, ROOT, removeFolder } from '../jobs/testing/files.ts';
import type { Counterexample } from './index.ts';
import { check, explore, keep, render, replay, UnusableSubject, WrongUsage } from './index.ts';

afterAll(removeFolder);

const KEPT = join(ROOT, 'reports/counterexamples/rfc-io-lock-balanced.json');
const kept = async (): Promise<Counterexample> =>
  (await import('../reports/counterexamples/rfc-io-lock-balanced.json', { with: { type: 'json' } }))
    .default as never;

test('a litmus world is explored, and tells how far it is', async () => {
  const told: string[] = [];
  const progress = ({ phase }: { phase: string }): void => void told.push(phase);
  const report = await explore('rfc', { worlds: ['one-fault'], out: FOLDER, progress });
  expect(report.worlds).toMatchObject([{ world: 'one-fault', exhausted: true }]);
  expect(report.seconds).toBe(null);
  expect(await render(report, 'text')).toContain('one-fault');
  expect(JSON.parse(await render(report, 'json'))).toEqual(report);
});

test('a counterexample is replayed from its file, and as a document', async () => {
  const fromFile = await replay(KEPT);
  expect(fromFile.verdict).toBe('reproduced');
  expect(fromFile.finding!.replay).toBe(`npx faultline replay ${KEPT}`);
  const document = await kept();
  expect((await replay(document, { subject: 'v5.5', out: FOLDER })).verdict).toBe('held');
  const command = await keep(document, FOLDER);
  const path = join(FOLDER, 'rfc-io-lock-balanced.json');
  expect(command).toBe(`npx faultline replay ${path}`);
  expect(existsSync(path)).toBe(true);
});

test('an abort stops the threads, and is why the promise rejects', async () => {
  const abort = new AbortController();
  const reason = new Error('enough');
  const search = { runs: 1e8, signal: abort.signal, out: FOLDER };
  const asked = check('v5.5', { ...search, progress: () => abort.abort(reason) });
  await expect(asked).rejects.toBe(reason);
  await expect(check('v5.5', { signal: abort.signal })).rejects.toBe(reason);
});

test('wrong usage rejects in one line, before anything is done', async () => {
  const document = { ...(await kept()), subject: './mine.ts' };
  const wrong = [
    [
      () => check('rfc', { runs: 0 }),
      'runs: Expected a whole number from 1 to 1000000000, found 0',
    ],
    [() => check('rfc', { run: 3 } as never), 'check has no option run; did you mean runs?'],
    [() => check('v5.4'), 'no subject is called v5.4; did you mean v5.3?'],
    [() => explore('rfc', { worlds: ['two-fault'] }), 'no world is called two-fault; did you mean'],
    [() => replay('nowhere.json'), 'nowhere.json'],
    [() => replay(document), '--trust-typescript'],
  ] as const;
  for (const [ask, words] of wrong) {
    const error = await ask().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(WrongUsage);
    expect((error as Error).message).toContain(words);
  }
});

test('a subject that cannot be judged rejects as one', async () => {
  const path = file('half.ts', 'export const ttm_bo_vm_reserve = function* () {};\n');
  await expect(check(path)).rejects.toBeInstanceOf(UnusableSubject);
});
