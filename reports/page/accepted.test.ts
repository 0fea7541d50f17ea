import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { GateReport } from '../../properties/answers/gate-report.ts';
import type { Reported } from '../format.ts';
import json from '../formats/json.ts';
import text from '../formats/text.ts';
import { schemas } from '../schemas.ts';
import { gateReport, replayReport } from '../testing/sample.ts';
import { nameIn, namesOf } from './accepted.ts';

const PAGE = { columns: 100, color: false };
const [leak] = gateReport.regressions;
const [change] = gateReport.changes;
const gone = { step: 3, expected: 'fault-1 to do up_read(mm)', found: 'fault-1 ended' };
const report: Reported<GateReport> = {
  ...gateReport,
  safe: true,
  regressions: [],
  accepted: [{ ...leak!, accepted: 'mended next' }],
  stale: [{ name: 'no-crash', reason: 'old', why: 'the law holds in its run' }],
  changes: [{ ...change!, accepted: 'meant' }],
  certificate: {
    ...gateReport.certificate,
    corpus: [
      { subject: 'rfc', tried: 3, reproduced: 1, held: 1, gone: [{ name: 'old.json', ...gone }] },
    ],
  },
};

describe('what is accepted', () => {
  it('is told apart from what is not, with its reason, and what is stale as well', () => {
    const page = text.render(report, PAGE);
    expect(page).toMatch(/^SAFE: rfc breaks 1 law that v5\.3 keeps, as accepted\n/);
    expect(page).toMatch(/accepted 2 +io-lock-balanced .*accepted: mended next/);
    expect(page).toMatch(/stale 1 +no-crash +accepted as "old", but no longer seen: the law/);
    expect(page).toMatch(/ +changes 0\n/);
    const some = text.render({ ...report, safe: false, regressions: [leak!] }, PAGE);
    expect(some).toContain('NOT SAFE: rfc breaks 1 law that v5.3 keeps, and 1 law as accepted');
  });

  it('has names of its own where several share a law', () => {
    const two = { ...report, regressions: [leak!] };
    expect([...namesOf(two).keys()]).toEqual([
      'io-lock-balanced',
      'io-lock-balanced#2',
      change!.behaviour,
    ]);
    expect(nameIn(two, two.accepted![0]!)).toBe('io-lock-balanced#2');
  });
});

it('kept runs are counted, and those whose path is gone are named', () => {
  const page = text.render(report, PAGE);
  expect(page).toContain('3 tried first on rfc: 1 reproduced, 1 held, 1 without their path');
  expect(page).toContain('old.json on rfc, step 3: expected fault-1 to do up_read(mm), found');
});

it('a replay by meaning says so', () => {
  const lost = { ...replayReport, verdict: 'diverged', difference: gone, finding: null } as const;
  const page = text.render({ ...lost, byMeaning: { diverged: gone } }, PAGE);
  expect(page).toMatch(/^diverged: rfc does not have the path of the file any more\n/);
  expect(page).toMatch(/Path lost +another way\n +At step +3\n/);
});

it('all of it is in the published schemas', () => {
  const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true });
  ajv.addSchema(Object.values(schemas));
  const faults = (name: string, document: unknown): string => {
    const validate = ajv.getSchema(`${name}.schema.json`)!;
    return validate(document) ? '' : ajv.errorsText(validate.errors);
  };
  const printed = (document: Parameters<typeof json.render>[0]) =>
    JSON.parse(json.render(document, PAGE));
  expect(faults('gate', printed(report))).toBe('');
  const replayed = { ...replayReport, byMeaning: { diverged: gone } };
  expect(faults('replay', printed(replayed))).toBe('');
});
