import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Counterexample } from '../../properties/answers/counterexample.ts';
import { checkReports, type Report } from '../format.ts';
import annotations from '../formats/annotations.ts';
import codequality from '../formats/codequality.ts';
import terse from '../formats/terse.ts';
import { pageText, shortText } from '../formats/text.ts';
import { checkReport, gateReport, listReport } from '../testing/sample.ts';
import { leak } from '../testing/sample-findings.ts';
import { pageOf } from './report.ts';
import { quietPage, shortPage } from './short.ts';

/** What a default answer may take, so that a verdict fits on a screen. */
const LINES_MAX = { good: 12, bad: 45 };

const printed = (report: Report, page = shortPage): string[] =>
  pageText(page(report), { columns: 100, color: false }).trimEnd().split('\n');
const safe = { ...gateReport, safe: true, regressions: [], changes: [] };
const two = checkReports([checkReport, { ...checkReport, subject: 'v5.5', violations: [] }]);

describe('a short answer', () => {
  it('fits on a screen', () => {
    expect(printed(gateReport).length).toBeLessThanOrEqual(LINES_MAX.bad);
    expect(printed(safe).length).toBeLessThanOrEqual(LINES_MAX.good);
  });

  it('fits on a screen with whichever run is kept, and shows where the law breaks', () => {
    const folder = new URL('../counterexamples/', import.meta.url);
    for (const name of readdirSync(folder).filter((file) => file.endsWith('.json'))) {
      const text = readFileSync(new URL(name, folder), 'utf8');
      const finding = { ...(JSON.parse(text) as Counterexample).finding, replay: name };
      const report = { ...gateReport, regressions: [finding] };
      const lines = shortText(report, { columns: 100, color: false }).trimEnd().split('\n');
      expect(lines.length, name).toBeLessThanOrEqual(LINES_MAX.bad);
      expect(
        lines.some((line) => line.startsWith('>>>')),
        name,
      ).toBe(true);
    }
  });

  it('ends with the verdict that it begins with', () => {
    for (const report of [gateReport, checkReport, two]) {
      const lines = printed(report);
      expect(lines.at(-1)).toBe(lines[0]);
    }
  });

  it('shows the shortest run, and how it is replayed', () => {
    const lines = printed(gateReport);
    expect(lines.some((line) => line.startsWith('>>>'))).toBe(true);
    expect(lines).toContain(`  ${leak.replay}`);
  });

  it('names what is inherited without its runs', () => {
    const text = printed(gateReport).join(' ');
    expect(text).toContain('fence-refs-balanced');
    expect(text).not.toContain(gateReport.inherited[0]!.replay);
  });

  it('leaves a list as it is', () => {
    expect(shortPage(listReport)).toEqual(pageOf(listReport));
  });
});

describe('several subjects', () => {
  it('begin with laws by subjects, and with no good headline if one of them is bad', () => {
    for (const page of [shortPage(two), pageOf(two)]) {
      expect(page[0]).toMatchObject({ text: '1 of 2 subjects break a law', tone: 'bad' });
      const law = checkReport.violations[0]!.invariant;
      expect(page[1]).toMatchObject({
        kind: 'table',
        rows: expect.arrayContaining([[law, expect.objectContaining({ text: '●' }), '']]),
      });
    }
  });

  it('are good together only if each of them is', () => {
    const good = { ...checkReport, violations: [] };
    const report = checkReports([good, good]);
    expect(shortPage(report)[0]).toMatchObject({ text: '2 subjects: no law broken', tone: 'good' });
  });
});

describe('a quiet answer', () => {
  it('is the verdict in one line', () => {
    expect(printed(gateReport, quietPage)).toEqual([printed(gateReport)[0]]);
    expect(printed(two, quietPage)).toEqual(['1 of 2 subjects break a law']);
  });
});

describe('formats for editors and CI systems', () => {
  const at = (finding: typeof leak) => ({
    ...finding,
    excerpt: { at: 'x.c:7', exact: true, lines: [] },
  });
  const report = { ...gateReport, candidate: 'drm/x.c', regressions: [at(leak)] };
  const options = { columns: 100, color: false };

  it('terse: a line a finding, errors and warnings', () => {
    const lines = terse.render(report, options).trimEnd().split('\n');
    expect(lines[0]).toBe(`drm/x.c:7: error: ${leak.found} [${leak.invariant}]`);
    expect(lines.slice(1).every((line) => line.includes(': warning: '))).toBe(true);
    expect(lines.length).toBe(1 + gateReport.inherited.length);
  });

  it('annotations: no text of the subject ends or begins a command', () => {
    const found = 'bad, 100%\n::set-env name=X::y';
    const hostile = { ...report, regressions: [{ ...at(leak), found }] };
    const text = annotations.render(hostile, options);
    expect(text.split('\n').length).toBe(2);
    expect(text).toMatch(/^::error file=drm\/x\.c,line=7,title=faultline%3A [\w-]+::bad, 100%25/);
  });

  it('codequality: what GitLab asks of each entry', () => {
    const entries = JSON.parse(codequality.render(report, options));
    expect(entries[0]).toEqual({
      description: leak.found,
      check_name: leak.invariant,
      fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
      severity: 'critical',
      location: { path: 'drm/x.c', lines: { begin: 7 } },
    });
    expect(entries.length).toBe(1 + gateReport.inherited.length);
  });
});
