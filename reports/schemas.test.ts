import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { Counterexample } from '../properties/answers/counterexample.ts';
import { counterexampleText } from './counterexample.ts';
import { checkReports, exploreReports, listReports, type Report } from './format.ts';
import json from './formats/json.ts';
import { type SchemaName, schemas } from './schemas.ts';
import { checkReport, gateReport, listReport, replayReport } from './testing/sample.ts';
import { exploreReport } from './testing/sample-explore.ts';
import { deadlock, leak, unheld, WORLD } from './testing/sample-findings.ts';
import { rangeReport } from './testing/sample-range.ts';

const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true });
ajv.addSchema(Object.values(schemas));

/** What is wrong with a document, in one line; empty when it is valid. */
function faultsOf(name: SchemaName, document: unknown): string {
  const validate = ajv.getSchema(`${name}.schema.json`)!;
  return validate(document) ? '' : ajv.errorsText(validate.errors);
}

const rendered = (report: Report): unknown =>
  JSON.parse(json.render(report, { columns: 80, color: false }));

const counterexample: Counterexample = {
  schema: 'faultline.counterexample/1',
  subject: 'rfc',
  profile: checkReport.profile,
  finding: leak,
};

describe('the published schemas', () => {
  it('are what the types of the documents say; `npm run schemas` writes them', () => {
    const folder = new URL('./schemas/', import.meta.url);
    const files = readdirSync(folder).map((name) => [
      name,
      JSON.parse(readFileSync(new URL(name, folder), 'utf8')),
    ]);
    const now = Object.entries(schemas).map(([name, one]) => [`${name}.schema.json`, one]);
    expect(Object.fromEntries(files)).toEqual(Object.fromEntries(now));
  });

  it('name each part once, and have all that they refer to', () => {
    for (const schema of Object.values(schemas)) {
      expect(JSON.stringify(schema).match(/"\$id"/g)).toHaveLength(1);
      expect(ajv.getSchema(schema.$id), schema.$id).toBeDefined();
    }
  });

  it('say what they are and what each property means', () => {
    for (const schema of Object.values(schemas)) {
      expect(schema.title).not.toBe('');
      for (const [key, property] of Object.entries(schema.properties)) {
        if ('$ref' in property) continue;
        expect(property, `${schema.$id} ${key}`).toHaveProperty('description');
      }
    }
  });

  it.each([
    ['gate', gateReport],
    ['check', checkReport],
    ['checks', checkReports([checkReport, checkReport])],
    ['explore', exploreReport],
    ['explores', exploreReports([exploreReport, exploreReport])],
    ['replay', replayReport],
    ['replay', { ...replayReport, verdict: 'held', finding: null }],
    ['list', listReport],
    ['range', rangeReport],
    ['lists', listReports([listReport, listReport])],
  ] as const)('describe what is printed: %s', (name, report) => {
    expect(faultsOf(name, rendered(report))).toBe('');
  });

  it.each([leak, unheld, deadlock])('describe counterexamples: $invariant', (finding) => {
    const text = counterexampleText({ ...counterexample, finding });
    expect(faultsOf('counterexample', JSON.parse(text))).toBe('');
  });

  it('describe a certificate by itself', () => {
    expect(faultsOf('certificate', gateReport.certificate)).toBe('');
    expect(faultsOf('certificate', withChance(0.5))).toBe('');
  });

  it('describe a world, alone in a file or inside a document', () => {
    expect(faultsOf('world', WORLD)).toBe('');
    expect(faultsOf('world', { schema: 'faultline.world/1', ...WORLD })).toBe('');
  });
});

describe('a broken document', () => {
  const { faults: _, ...lacking } = WORLD;
  const worlds: readonly (readonly [string, unknown])[] = [
    ['of a newer schema', { schema: 'faultline.world/2', ...WORLD }],
    ['with something that nobody knows', { ...WORLD, weather: 'fine' }],
    ['with something left out', lacking],
    ['with too many objects', { ...WORLD, objects: Array(4).fill(WORLD.objects[0]) }],
    ['with a wrong word', { ...WORLD, driver: { ...WORLD.driver, notify: 'maybe' } }],
    ['with a negative index', { ...WORLD, faults: [{ ...WORLD.faults[0], page: -1 }] }],
    ['with a fraction', { ...WORLD, objects: [{ ...WORLD.objects[0], pages: 1.5 }] }],
  ];
  it.each(worlds)('is refused: a world %s', (_name, world) => {
    expect(faultsOf('world', world)).not.toBe('');
  });

  const broken: readonly (readonly [string, SchemaName, unknown])[] = [
    ['a counterexample of a newer schema', 'counterexample', { ...counterexample, schema: 'x/2' }],
    ['a counterexample without a finding', 'counterexample', { ...counterexample, finding: null }],
    ['a finding in a report without its command', 'gate', without(gateReport, 'replay')],
    ['a report with an unknown key', 'check', { ...checkReport, extra: 1 }],
    ['a report without its certificate', 'check', without(checkReport, 'certificate')],
    ['an exhausted world without its bound', 'gate', without(gateReport, 'preemptions')],
    ['a chance above one', 'certificate', withChance(1.5)],
    ['an unknown verdict', 'replay', { ...replayReport, verdict: 'perhaps' }],
    ['an outcome that is none', 'finding', { ...leak, outcome: { kind: 'bored' } }],
    ['a report under another name', 'gate', { ...gateReport, schema: 'faultline.check/1' }],
  ];
  it.each(broken)('is refused: %s', (_name, schema, document) => {
    expect(faultsOf(schema, document)).not.toBe('');
  });
});

/** A certificate with this chance of a miss. */
const withChance = (missed: number): unknown => ({
  ...gateReport.certificate,
  sampled: gateReport.certificate.sampled.map((sample) => ({
    ...sample,
    pct: sample.pct.map((bound) => ({ ...bound, missed })),
  })),
});

/** The document without a key, wherever it stands. */
function without(document: unknown, key: string): unknown {
  return JSON.parse(JSON.stringify(document, (name, value) => (name === key ? undefined : value)));
}
