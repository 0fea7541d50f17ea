import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import type { About, Report, ReportedFinding } from '../format.ts';
import { checkReports, listReports } from '../format.ts';
import { checkReport, gateReport, listReport, replayReport } from '../testing/sample.ts';
import { leak, unheld } from '../testing/sample-findings.ts';
import { sarifFaults } from '../testing/sarif-faults.ts';
import sarif from './sarif.ts';

const laws = [{ name: 'no-crash', claim: 'Nothing crashes.', source: 'domain.md §7 R3' }];

/** The runs of a log, once it has been found valid. */
function runsOf(report: Report, about: About = { laws, version: '0.1.0' }) {
  const log = JSON.parse(sarif.render(report, { columns: 100, color: false, about }));
  expect(sarifFaults(log)).toBe('');
  return log.runs;
}

const resultsOf = (report: Report, about?: About) => runsOf(report, about)[0].results;
const checked = (finding: ReportedFinding, subject = 'rfc') =>
  ({ ...checkReport, subject, violations: [finding] }) as const;
const placeIn = (result: { locations: { physicalLocation: object }[] }) =>
  result.locations[0]!.physicalLocation;

describe('a report as SARIF', () => {
  it('is valid by the schema of the standard', () => {
    for (const report of [gateReport, checkReport, replayReport, listReport]) runsOf(report);
    expect(runsOf(listReports([listReport, listReport]))).toEqual([]);
    const two = runsOf(checkReports([checkReport, checkReport]));
    const ids = two.map((run: { automationDetails: { id: string } }) => run.automationDetails.id);
    expect(ids).toEqual(['faultline/check/bo-get-missing/0', 'faultline/check/bo-get-missing/1']);
  });

  it('would be refused with a level that there is not, or without a rule', () => {
    const text = sarif.render(gateReport, { columns: 100, color: false });
    for (const part of ['"level": "note"', '"ruleId"', '"text"']) {
      const log = JSON.parse(text.replace(part, part.replace(/\w+"$/, 'more"')));
      expect(sarifFaults(log), part).not.toBe('');
    }
  });

  it('has a rule for each law, with its text and its source', () => {
    const { driver } = runsOf(gateReport)[0].tool;
    const names = driver.rules.map(({ id }: { id: string }) => id);
    expect(names).toEqual([
      'no-crash',
      'io-lock-balanced',
      'fence-refs-balanced',
      'object-state-under-reservation',
    ]);
    expect(driver.rules[0].help.text).toBe('Nothing crashes.\n\nSource: domain.md §7 R3');
    const results = resultsOf(gateReport);
    for (const { ruleId, ruleIndex } of results) expect(names[ruleIndex]).toBe(ruleId);
  });

  it('tells new, inherited and fixed findings apart', () => {
    const standings = resultsOf(gateReport).map(
      ({ level, kind, baselineState }: Record<string, string>) => [level, kind, baselineState],
    );
    expect(standings).toEqual([
      ['error', 'fail', 'new'],
      ['note', 'fail', 'unchanged'],
      ['none', 'pass', 'absent'],
    ]);
    const [alone] = resultsOf(checkReport);
    expect([alone.level, alone.baselineState]).toEqual(['error', undefined]);
  });

  it('has an error when a gate is not safe for another reason', () => {
    const [result] = resultsOf({ ...gateReport, regressions: [], inherited: [], fixed: [] });
    expect(result).toMatchObject({ ruleId: 'not-safe', level: 'error' });
  });

  it('says that a search did not come to its end', () => {
    const [run] = runsOf({ ...checkReport, interrupted: true });
    expect(run.invocations).toEqual([{ executionSuccessful: false }]);
  });

  it('shows the run as one thread flow for each task, in the order of the run', () => {
    const [{ codeFlows }] = resultsOf(checked(unheld));
    const { threadFlows } = codeFlows[0];
    expect(threadFlows.map(({ id }: { id: string }) => id)).toEqual(['fault-1', 'submitter']);
    const steps = threadFlows.flatMap(({ locations }: { locations: object[] }) => locations);
    const orders = steps.map((one: { executionOrder: number }) => one.executionOrder);
    expect(new Set(orders).size).toBe(orders.length);
    const broke = steps.filter((one: { importance: string }) => one.importance === 'essential');
    expect(broke.map((one: { location: object }) => one.location)).toMatchObject([
      { message: { text: '(waited) dma_resv_lock_interruptible(resv-1, NULL) = 0' } },
    ]);
    expect(steps.at(-1).state).toBeUndefined();
  });
});

describe('the place of a finding', () => {
  const region = { startLine: 181, snippet: { text: '\tdma_resv_unlock(bo->base.resv);' } };

  it.each([
    ['rfc', 'rfc.c'],
    ['rfc.c', 'rfc.c'],
    ['drivers/gpu/rfc.c', 'drivers/gpu/rfc.c'],
    ['./my dir/rfc.c', 'my%20dir/rfc.c'],
    ['/tmp/rfc.c', 'file:///tmp/rfc.c'],
    ['HEAD~1:drivers/rfc.c', 'drivers/rfc.c'],
    ['a/ttm_bo_vm.c+b/rfc.c:radeon_fault', 'b/rfc.c'],
  ])('in %s is in %s', (subject, uri) => {
    const [result] = resultsOf(checked(leak, subject));
    expect(placeIn(result)).toMatchObject({ artifactLocation: { uri }, region });
    expect(placeIn(result)).toMatchObject({ contextRegion: { startLine: 179, endLine: 182 } });
  });

  it('of a shipped subject is its file', () => {
    const sources = new Map([['rfc.c', 'impl/helpers/rfc.c']]);
    const [result] = resultsOf(checked(leak), { sources });
    expect(placeIn(result)).toMatchObject({ artifactLocation: { uri: 'impl/helpers/rfc.c' } });
  });

  it('is the file as a whole where no line is known, but always one', () => {
    const [result] = resultsOf(checked(unheld, 'rfc'), {
      sources: new Map([['rfc.ts', 'a/rfc.ts']]),
    });
    expect(placeIn(result)).toEqual({ artifactLocation: { uri: 'a/rfc.ts' } });
  });

  it('of a mended defect is in the baseline', () => {
    const report = { ...gateReport, candidate: 'new/rfc.c', baseline: 'old/rfc.c' };
    const places = resultsOf(report).map(placeIn);
    const uris = places.map(
      (one: { artifactLocation: { uri: string } }) => one.artifactLocation.uri,
    );
    expect(uris).toEqual(['new/rfc.c', 'new/rfc.c', 'old/rfc.c']);
  });
});

describe('a fingerprint', () => {
  const print = (finding: ReportedFinding): string =>
    resultsOf(checked(finding))[0].partialFingerprints['faultlineFinding/v1'];
  const moved = (finding: ReportedFinding, lines: number): ReportedFinding => ({
    ...finding,
    step: finding.step + 3,
    excerpt: {
      at: `rfc.c:${181 + lines}`,
      exact: false,
      lines: finding.excerpt!.lines.map((one) => ({ ...one, line: one.line + lines })),
    },
    trace: finding.trace.map((event) =>
      event.at ? { ...event, at: event.at.replace(/\d+$/, (line) => `${+line + lines}`) } : event,
    ),
  });

  test.prop([fc.integer({ min: -150, max: 5000 })])(
    'stays when lines are put in above',
    (lines) => {
      expect(print(moved(leak, lines))).toBe(print(leak));
    },
  );

  it('is another one for another law, line, file or kind of step', () => {
    const lines = [{ line: 181, text: 'up_read(mm);' }];
    const others = [
      { ...leak, invariant: 'no-crash' },
      { ...leak, excerpt: { ...leak.excerpt!, lines } },
      { ...leak, excerpt: { ...leak.excerpt!, at: 'x.c:181' } },
      { ...leak, event: leak.event - 1 },
    ];
    const prints = [leak, ...others].map(print);
    expect(new Set(prints).size).toBe(prints.length);
  });

  it('counts findings that are alike', () => {
    const results = resultsOf({ ...checkReport, violations: [leak, leak] });
    const all = results.map(
      (one: { partialFingerprints: object }) => Object.values(one.partialFingerprints)[0],
    );
    expect(all.map((one: string) => one.slice(16))).toEqual([':1', ':2']);
    expect(all[0].slice(0, 16)).toBe(all[1].slice(0, 16));
  });
});

const words = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom('\ud800', 'a\\b', '{0}', '[x](1)', ':', '+', '/', '../x.c', '\u0000', '%', ''),
);

describe('hostile text', () => {
  test.prop([words, words])('leaves the log valid', (name, found) => {
    const finding = {
      ...leak,
      invariant: `law ${name}`,
      found,
      claim: name,
      source: name,
      excerpt: { at: `${name}:0`, exact: true, lines: [{ line: 0, text: found }] },
      trace: leak.trace.map((event) => ({ ...event, text: found, task: name, at: found })),
    };
    const [run] = runsOf({
      ...gateReport,
      candidate: name,
      baseline: found,
      regressions: [finding],
    });
    expect(run.results[0].message.text).not.toMatch(/\{\d+\}|\]\(/);
  });
});
