import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import type { Counterexample } from '../properties/answers/counterexample.ts';
import { counterexampleText } from './counterexample.ts';
import json from './formats/json.ts';
import { jsonText } from './json/text.ts';
import { checkReport, gateReport } from './testing/sample.ts';
import { leak } from './testing/sample-findings.ts';

const counterexample: Counterexample = {
  schema: 'faultline.counterexample/1',
  subject: 'rfc',
  profile: checkReport.profile,
  finding: leak,
};

/** The same document, put together in the opposite order. */
function reversed(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(reversed);
  const entries = Object.entries(value).map(([key, part]) => [key, reversed(part)]);
  return Object.fromEntries(entries.reverse());
}

describe('a counterexample as a file', () => {
  it('has one event of the trace per line', async () => {
    await expect(counterexampleText(counterexample)).toMatchFileSnapshot(
      '__snapshots__/counterexample.json',
    );
  });

  it('holds the finding, without the command that replays it', () => {
    const { replay: _, ...finding } = leak;
    expect(JSON.parse(counterexampleText(counterexample))).toEqual({ ...counterexample, finding });
  });

  it('is the same file however the document was put together', () => {
    const other = reversed(counterexample) as Counterexample;
    expect(counterexampleText(other)).toBe(counterexampleText(counterexample));
  });
});

describe('a JSON report', () => {
  it('is the same bytes for the same document, and ends with one line end', () => {
    const options = { columns: 80, color: true };
    const bytes = json.render(gateReport, options);
    expect(json.render(reversed(gateReport) as typeof gateReport, options)).toBe(bytes);
    expect(bytes).toMatch(/^\{\n {2}"schema": "faultline\.gate\/1",\n/);
    expect(bytes).toMatch(/\n\}\n$/);
    expect(JSON.parse(bytes)).toEqual(gateReport);
  });

  test.prop([fc.jsonValue()])('is JSON of the value that was given', (value) => {
    expect(JSON.parse(jsonText(value))).toEqual(JSON.parse(JSON.stringify(value)));
  });
});
