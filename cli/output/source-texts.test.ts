import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkReport } from '../../reports/testing/sample.ts';
import { leak } from '../../reports/testing/sample-findings.ts';
import { sourceTexts } from './source-texts.ts';

const HERE = import.meta.filename;
const shipped = new Map([['source-texts.test.ts', HERE]]);
const quoting = (at: string, text: string) => ({
  ...checkReport,
  violations: [{ ...leak, lines: [{ at, text }] }],
});

test('a file is there whose lines are as the finding quotes them', () => {
  const report = quoting('source-texts.test.ts:2', "import { expect, test } from 'vitest';");
  expect([...sourceTexts(report, shipped)]).toEqual([
    ['source-texts.test.ts', readFileSync(HERE, 'utf8')],
  ]);
});

test('a file that has changed since, or is gone, is left out', () => {
  expect([...sourceTexts(quoting('source-texts.test.ts:2', 'other'), shipped)]).toEqual([]);
  expect([...sourceTexts(quoting('gone.c:2', 'other'), shipped)]).toEqual([]);
});
