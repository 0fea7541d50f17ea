import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { FOLDER, file, ROOT, removeFolder } from '../../jobs/testing/files.ts';
import type { MutateReport } from '../../properties/answers/mutate-report.ts';
import { faultline } from '../testing/program.ts';

afterAll(removeFolder);

const SUBJECT = join(ROOT, 'impl/c/subjects/v5.5.c');
const asking = ['mutate', SUBJECT, '--only', 'call dropped', '--runs', '50'];

describe('mutants of a file in C', () => {
  test('are killed by laws, shown to differ in nothing, or listed', async () => {
    const folder = join(FOLDER, 'report');
    const { code, stdout } = await faultline(...asking, '--json', '--report', folder);
    expect(code).toBe(0);
    writeFileSync(join(FOLDER, 'known.json'), stdout);
    const report: MutateReport = JSON.parse(stdout);
    expect(report.mutants).toHaveLength(report.total);
    const of = (outcome: string) => report.mutants.filter((one) => one.outcome === outcome);
    expect(of('killed').length).toBeGreaterThan(0.8 * report.total);
    expect(of('killed').filter(({ by }) => by.length === 0)).toEqual([]);
    expect(of('survived').filter(({ by }) => by.length === 0)).toEqual([]);
    const lost = report.mutants.find(
      ({ operator, before }) => operator === 'call dropped' && before.startsWith('ttm_bo_get'),
    );
    expect(lost).toMatchObject({ outcome: 'killed', function: 'ttm_bo_vm_fault_idle' });
    expect(lost!.by).toContain('bo-ref-held-while-waiting');
    expect(lost!.at).toMatch(/v5\.5\.c:\d+$/);
    expect(readFileSync(join(folder, 'mutate.html'), 'utf8')).toContain('mutants noticed');
  });

  test('are not judged again where the answer of before is given', async () => {
    const known = join(FOLDER, 'known.json');
    const document = JSON.parse(readFileSync(known, 'utf8'));
    document.mutants[0].by = ['as it was'];
    writeFileSync(known, JSON.stringify(document));
    const { code, stdout } = await faultline(...asking, '--json', '--resume', known);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual(document);
  });
});

test.each<readonly [string, readonly string[], string]>([
  ['TypeScript', ['mutate', 'rfc'], 'expected a C file to change'],
  ['a file that is not there', ['mutate', 'nothing.c'], 'nothing.c'],
  ['nothing that is wanted', ['mutate', SUBJECT, '--only', 'mars'], 'there is nothing to change'],
  [
    'an answer of another kind',
    ['mutate', SUBJECT, '--resume', file('other.json', '{"schema":"faultline.gate/1"}')],
    'expected a document of faultline.mutate/1, found "faultline.gate/1"',
  ],
])('%s is refused in one line', async (_what, args, line) => {
  const { code, stdout, stderr } = await faultline(...args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(line);
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
});
