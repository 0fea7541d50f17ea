import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, expect, test } from 'vitest';
import { FOLDER, removeFolder } from '../../jobs/testing/files.ts';
import { schemas } from '../../reports/schemas.ts';
import { faultline } from '../testing/program.ts';

afterAll(removeFolder);

const OUT = ['--out', join(FOLDER, 'out'), '--runs', '200'];
const SLEEPS = ['gate', 'v5.6', '--baseline', 'v5.5', '-v', ...OUT];

test('what the candidate alone can do is told, and with --refine it is not safe', async () => {
  const told = await faultline(...SLEEPS);
  expect(told.code).toBe(0);
  expect(told.stdout).toContain('only v5.6: fault waits for resv');
  expect(told.stdout).toContain('>>> fault-2 (waited)');
  const refused = await faultline(...SLEEPS, '--refine', '--json');
  expect(refused.code).toBe(1);
  const report = JSON.parse(refused.stdout);
  expect(report).toMatchObject({ safe: false, regressions: [], refinement: { demanded: true } });
  const ajv = new Ajv2020({ allowUnionTypes: true });
  ajv.addSchema(Object.values(schemas));
  const isGate = ajv.getSchema('gate.schema.json')!;
  expect([isGate(report), isGate.errors]).toEqual([true, null]);
});

test('a subject refines itself', async () => {
  const { code, stdout } = await faultline(
    'gate',
    'v5.5',
    '--baseline',
    'v5.5',
    '--refine',
    '-v',
    ...OUT,
  );
  expect(code).toBe(0);
  expect(stdout).toMatch(/gains 0\n {2}loses 0\n/);
});
