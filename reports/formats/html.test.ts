import { readdirSync, readFileSync } from 'node:fs';
import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import type { Counterexample } from '../../properties/answers/counterexample.ts';
import { type About, checkReports, type Report, type ReportedFinding } from '../format.ts';
import { checkReport, gateReport, listReport, replayReport } from '../testing/sample.ts';
import { exploreReport } from '../testing/sample-explore.ts';
import { leak, traceOf } from '../testing/sample-findings.ts';
import { rangeReport } from '../testing/sample-range.ts';
import html from './html.ts';
import markdown from './markdown.ts';

const CHART: NonNullable<About['chart']> = {
  regions: [
    { name: 'mmapLock', states: ['mmapLock.released', 'mmapLock.held'], rest: 'mmapLock.released' },
    {
      name: 'round',
      states: ['round.outside', 'round.mayDrop', 'round.returned'],
      rest: 'round.outside',
    },
  ],
};
const draw = (report: Report): string =>
  html.render(report, { columns: 100, color: false, about: { chart: CHART } });
/** The page without its style and script. */
const bodyOf = (page: string): string =>
  page
    .slice(page.indexOf('<body>') + 6, page.indexOf('</body>'))
    .replace(/<script>.*<\/script>/su, '');
const withFindings = (regressions: readonly ReportedFinding[]): Report => ({
  ...gateReport,
  regressions,
});

/** Every tag as this room writes it: what is left of a page is text. */
const TAG = /<!doctype html>|<\/?[a-z][a-z0-9]*(?: [a-zA-Z-]+(?:="[^"<>]*")?)*>/gu;
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };
const unescaped = (text: string): string =>
  text
    .replace(/&(lt|gt|amp|quot);/gu, (_, name: string) => ENTITIES[name]!)
    .replaceAll('&#39;', "'");
const textOf = (page: string): string => unescaped(bodyOf(page).replace(TAG, '\n'));

describe('a report as HTML', () => {
  it('is pinned', async () => {
    const lines = bodyOf(draw(gateReport)).replace(/(?=<(?:tr|li|div|h\d|section)[ >])/gu, '\n');
    await expect(`${lines}\n`).toMatchFileSnapshot('__snapshots__/gate.body.html');
  });

  it('has the verdict, the runs, and folded at the end what it holds for', () => {
    const page = textOf(draw(gateReport));
    const places = ['NOT SAFE: rfc', 'Regressions', 'step', 'Coverage', 'What this holds for'];
    expect(draw(gateReport)).toContain('<details class="certificate">');
    const found = places.map((place) => page.indexOf(`\n${place}`));
    expect(found).toEqual(found.filter((at) => at > 0).sort((a, b) => a - b));
  });

  it('shows sources, memory, locks and the statechart at each step', () => {
    const page = draw(gateReport);
    expect(page).toContain('<code>dma_resv_unlock(bo-&gt;base.resv);</code>');
    const [, step2] = page.split('<li id="violation-1/step-2"');
    const [own] = step2!.split('<li id="violation-1/step-3"');
    expect(own).toContain('fault-1: round.mayDrop mmapLock.held reservation.held');
    expect(own).toContain('mmap lock, to read (mm)');
    expect(own).toContain('Memory read: 1');
    expect(own).toContain('<code>bo-1.mem.mem_type</code>');
  });

  it('puts the baseline beside the run', () => {
    expect(textOf(draw(gateReport))).toMatch(/this run\s+v5\.3, same schedule/u);
    expect(draw(gateReport)).toMatch(/<tr class="parts">.*dma_resv_unlock.*≠.*ttm_mem_io_unlock/u);
  });

  it('leads from its table to every run, folded where it does not count', () => {
    const page = draw(gateReport);
    const places = [...page.matchAll(/<td[^>]*>.*?<a href="#(violation-\d+)"/gu)].map(
      ([, at]) => at,
    );
    expect(places.length).toBeGreaterThan(0);
    for (const place of places) expect(page).toContain(`id="${place}"`);
    const inherited = `<details id="violation-${gateReport.regressions.length + 1}"`;
    expect(page.slice(page.indexOf(inherited))).toMatch(/^<details .*?class="run-table"/u);
  });

  it('tells a run in short where there is no room for more', () => {
    const many = Array.from({ length: 200 }, () => ({ ...gateReport.inherited[0]! }));
    const page = draw({ ...gateReport, inherited: many });
    expect(Buffer.byteLength(page)).toBeLessThan(2_000_000);
    expect(page).toContain('<div id="violation-201">');
  });

  it('names the subject where there are several', () => {
    const page = draw(checkReports([checkReport, { ...checkReport, subject: 'other' }]));
    expect(page).toContain(`>other: ${checkReport.violations[0]!.invariant}</a>`);
    expect(page).toContain(`aria-label="other ${checkReport.violations[0]!.invariant}">●</a>`);
  });

  it('loads nothing', () => {
    expect(draw(gateReport)).toContain('content="default-src &#39;none&#39;; script-src');
    expect(draw(gateReport)).not.toMatch(/(?:src|href)="(?!#)|@import|url\(/u);
  });
});

/** What Markdown says in headings, facts and items, in order, without its markup. */
const saidInMarkdown = (report: Report): string[] =>
  markdown
    .render(report, { columns: 100, color: false })
    .split('\n')
    .flatMap((line) => /^(?:#+ |- (?:\*\*.*?\*\*: )?)(.*)$/u.exec(line)?.[1] ?? [])
    .map((text) => unescaped(text.replace(/\\(.)/gu, '$1')));

describe('every fact of Markdown', () => {
  it.each([
    ['gate', gateReport],
    ['check', checkReport],
    ['explore', exploreReport],
    ['replay', replayReport],
    ['range', rangeReport],
    ['list', listReport],
  ] as const)('is there, in its order, in the answer of %s', (_, report) => {
    const page = textOf(draw(report)).replace(/\s+/gu, ' ');
    let from = 0;
    for (const text of saidInMarkdown(report)) {
      const at = page.indexOf(text, from);
      expect(at, text).toBeGreaterThanOrEqual(0);
      from = at;
    }
  });
});

describe('a large report', () => {
  const folder = new URL('../counterexamples/', import.meta.url);
  const kept = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name): ReportedFinding => {
      const text = readFileSync(new URL(name, folder), 'utf8');
      return { ...(JSON.parse(text) as Counterexample).finding, replay: name };
    })
    .sort((a, b) => b.trace.length - a.trace.length);

  it('is under 2 MB for the 20 longest counterexamples that are kept', () => {
    const page = draw(
      withFindings(kept.slice(0, 20).map((one) => ({ ...one, other: beside(one) }))),
    );
    const folded = page.match(/<details id="violation-\d+"/gu)!;
    expect(page.match(/<li id="violation-\d+\/step-0"/gu)).toHaveLength(20 + folded.length);
    expect(Buffer.byteLength(page)).toBeLessThan(2_000_000);
  });

  const beside = ({ trace }: ReportedFinding) => ({ subject: 'v5.3', trace });

  it('is under 2 MB for 20 runs of a thousand steps, and says what it left out', () => {
    const steps = 1000;
    const lines = Array.from({ length: steps }, (_, step) => `${step} fault-1 ttm_bo_get(bo-1)`);
    const shrunk = { ...leak.shrunk, steps, schedule: [{ task: 'fault-1', steps }] };
    const long = { ...leak, step: 500, event: 500, shrunk, trace: traceOf(lines.join('\n')) };
    const page = draw(withFindings(Array.from({ length: 20 }, () => long)));
    expect(textOf(page)).toMatch(/… \d+ lines left out …/u);
    expect(Buffer.byteLength(page)).toBeLessThan(2_000_000);
  });

  it('cuts a text of 10 MB short, and says how much that is', () => {
    const text = 'x'.repeat(10_000_000);
    const trace = leak.trace.map((event) => ({ ...event, text }));
    const page = draw(withFindings([{ ...leak, trace, found: text }]));
    expect(textOf(page)).toContain('… (9998000 more characters left out)');
    expect(Buffer.byteLength(page)).toBeLessThan(2_000_000);
  });
});

const words = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 100 }),
  fc.constantFrom(
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    '</style></script><!--',
    '&lt;b&gt; ]]> \u202Egnp.exe\u2066',
    'Z̸̢͘a̷l̶g̵o̴ 実装 שלום',
  ),
);

describe('hostile text', () => {
  test.prop([words, words])('is text wherever it stands', (a, b) => {
    const finding: ReportedFinding = {
      ...leak,
      ...{ invariant: a, found: b, claim: a, source: b, task: a, replay: b },
      known: { row: a, summary: b },
      excerpt: { at: `${a}:3`, exact: false, lines: [{ line: 3, text: b }] },
      lines: [{ at: b, text: a }],
      chart: [{ event: 0, state: `round.${a}` }],
      other: { subject: b, trace: leak.trace.map((event) => ({ ...event, text: a, task: b })) },
      shrunk: { ...leak.shrunk, schedule: [{ task: a, steps: 7 }] },
      trace: leak.trace.map((event) => ({ ...event, task: a, text: b, at: b, object: a })),
    };
    const page = draw({ ...gateReport, candidate: a, baseline: b, regressions: [finding] });
    expect(bodyOf(page).replace(TAG, '')).not.toMatch(/[<>]/u);
    expect(page.match(/<script/gu)).toHaveLength(1);
    expect(bodyOf(page)).not.toMatch(/\p{Bidi_Control}/u);
    const tags = [...page.matchAll(TAG)].map(([tag]) => tag.replace(/"[^"]*"/gu, ''));
    expect(tags.filter((tag) => /[ =](?:on|style|src)[a-z]*=/u.test(tag))).toEqual([]);
  });
});
