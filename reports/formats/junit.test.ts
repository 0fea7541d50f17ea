import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { checkReports, listReports, type Report } from '../format.ts';
import { junitDocument } from '../testing/junit-document.ts';
import { checkReport, gateReport, listReport, replayReport } from '../testing/sample.ts';
import { leak } from '../testing/sample-findings.ts';
import junit from './junit.ts';

const LAWS = ['always-resolves', leak.invariant].map((name) => ({
  name,
  claim: `${name} holds`,
  source: 'domain.md §7',
}));
const OPTIONS = { columns: 100, color: false, about: { laws: LAWS } };
const suites = (report: Report) => junitDocument(junit.render(report, OPTIONS)).suites;
const cases = (report: Report) => new Map(suites(report)[0]!.cases.map((one) => [one.name, one]));

describe('a report as JUnit XML', () => {
  it('has a case for each law that was asked, and for each that was found', () => {
    const [suite] = suites(gateReport);
    expect(suite!.name).toBe('rfc');
    expect(suite!.cases.map(({ name }) => name)).toEqual([
      'always-resolves',
      'fence-refs-balanced',
      'io-lock-balanced',
      'object-state-under-reservation',
    ]);
  });

  it('fails the laws that are broken, with the run that shows it', () => {
    const { failure } = cases(gateReport).get('io-lock-balanced')!;
    expect(failure).toContain('ttm_mem_io_reserve_vm(bo-1) = -EINVAL');
    expect(failure).toContain(leak.replay);
    expect(suites(gateReport)[0]!.failures).toBe('1');
  });

  it('tells what is inherited or fixed, and fails nothing for it', () => {
    const found = cases(gateReport);
    const inherited = found.get('fence-refs-balanced')!;
    expect(inherited.told).toMatch(/^inherited: v5\.3 breaks it too\n/);
    expect(inherited.failure).toBeUndefined();
    const fixed = found.get('object-state-under-reservation')!;
    expect(fixed.told).toMatch(/^fixed: v5\.3 breaks it/);
    expect(fixed.failure).toBeUndefined();
  });

  it('tells a regression that is allowed, and fails nothing for it', () => {
    const law = cases({ ...gateReport, safe: true }).get('io-lock-balanced')!;
    expect(law.told).toMatch(/^broken, which is allowed; v5\.3 keeps it/);
    expect(law.failure).toBeUndefined();
  });

  it('is not green when the gate is not safe for another reason', () => {
    const { error } = cases({ ...gateReport, regressions: [] }).get('verdict')!;
    expect(error).toBe(
      'behaves differently from v5.3 in 1 way; ' +
        'candidate only: VM_FAULT_SIGBUS with the io_reserve lock held',
    );
    const cut = { ...gateReport, regressions: [], interrupted: true };
    expect(cases(cut).get('verdict')!.error).toBe('not compared with v5.3 to the end');
  });

  it('makes one failure of a law that broke in several ways', () => {
    const other = { ...leak, found: 'another way' };
    const report = { ...checkReport, violations: [leak, other] };
    const { failure } = cases(report).get('io-lock-balanced')!;
    expect(failure).toContain('another way');
    expect(failure!.split('── io-lock-balanced')).toHaveLength(3);
    expect(junit.render(report, OPTIONS)).toContain('(and 1 more way)"');
  });

  it('names no law that was kept where nobody knows which were asked', () => {
    const [suite] = junitDocument(junit.render(gateReport, { columns: 100, color: false })).suites;
    expect(suite!.cases.map(({ name }) => name)).toContain('every other law');
    expect(suite!.cases.map(({ name }) => name)).not.toContain('always-resolves');
  });

  it('has a suite for each subject of a document, and none for a list', () => {
    const two = checkReports([checkReport, { ...checkReport, subject: 'other', violations: [] }]);
    expect(suites(two).map(({ name, failures }) => [name, failures])).toEqual([
      ['bo-get-missing', '1'],
      ['other', '0'],
    ]);
    expect(suites(listReports([listReport, listReport]))).toEqual([]);
  });

  it('says of a replay whether the law is broken, kept, or could not be asked', () => {
    expect(cases(replayReport).get('deadlock-free')!.failure).toContain('evictor waits for ever');
    const held = { ...replayReport, verdict: 'held', finding: null } as const;
    expect(suites(held)[0]!.failures).toBe('0');
    const difference = { step: 4, expected: 'a', found: 'b' };
    const lost = { ...held, verdict: 'diverged', difference } as const;
    expect(cases(lost).get('verdict')!.error).toBe(
      'the run diverged at step 4: expected a, found b',
    );
  });
});

describe('the schema', () => {
  it.each([
    ['without a name', / name="always-resolves"/, ''],
    ['with an element that nobody reads', /<properties>/, '<properties><more/>'],
    ['with a count that is none', /tests="\d+"/, 'tests="many"'],
  ])('refuses a document %s', (_name, what, instead) => {
    const text = junit.render(gateReport, OPTIONS);
    expect(() => junitDocument(text.replace(what, instead))).toThrow(/element|attribute/i);
  });
});

const words = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)) }),
  fc.constantFrom(
    ']]>',
    '<!--',
    '&#0;',
    '\u0000\u0008\u001b[2J',
    '\ud800',
    '\udfff\ud800',
    '\ufffe',
  ),
);

describe('hostile text', () => {
  test.prop([words, words, words])('leaves the document well formed', (name, found, line) => {
    const finding = {
      ...leak,
      invariant: `law ${name}`,
      found,
      claim: found,
      known: { row: found, summary: name },
      excerpt: { at: `${name}:3`, exact: true, lines: [{ line: 3, text: line }] },
      trace: leak.trace.map((event) => ({ ...event, text: found, at: line })),
      replay: found,
    };
    const report = { ...gateReport, candidate: name, baseline: found, regressions: [finding] };
    const [suite] = suites({ ...report, inherited: [finding], fixed: [finding] });
    expect(suite!.failures).toBe('1');
  });
});
