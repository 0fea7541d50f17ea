import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import type { Report, ReportedFinding } from '../format.ts';
import { checkReport, gateReport, replayReport } from '../testing/sample.ts';
import { deadlock, leak, unheld } from '../testing/sample-findings.ts';
import { expectationOf } from './kunit/expectation.ts';
import { turnsOf } from './kunit/turns.ts';
import kunit from './kunit.ts';

const source = (report: Report): string => kunit.render(report, { columns: 100, color: false });
const checked = (...violations: ReportedFinding[]) => ({ ...checkReport, violations });

describe('a report as a KUnit test', () => {
  it('is pinned', async () => {
    await expect(source(gateReport)).toMatchFileSnapshot('__snapshots__/gate.kunit.c');
    await expect(source(checked(unheld))).toMatchFileSnapshot('__snapshots__/check.kunit.c');
  });

  it('tests what the subject is to blame for, else what it has inherited', () => {
    expect(source(gateReport)).not.toContain('KUNIT_CASE(faultline_fence_refs_balanced)');
    const { inherited } = gateReport;
    expect(source({ ...gateReport, regressions: [], inherited })).toContain(
      'KUNIT_CASE(faultline_fence_refs_balanced)',
    );
  });

  it('gives two findings of one law two names', () => {
    const text = source(checked(leak, leak));
    expect(text).toContain('KUNIT_CASE(faultline_io_lock_balanced),');
    expect(text).toContain('KUNIT_CASE(faultline_io_lock_balanced__2),');
  });

  it('expects what can be seen, names who sees the rest, and skips what nobody sees', () => {
    expect(source(checked(leak))).toContain(
      'KUNIT_EXPECT_FALSE(test, faultline_io_locked(world));',
    );
    expect(source(replayReport)).toContain('it is seen by the time limit of KUnit');
    const unseen = { ...leak, invariant: 'prefault-bounded' };
    expect(source(checked(unseen))).toContain('kunit_skip(test, "');
    expect(expectationOf('constructor')).toBeUndefined();
  });

  it('leaves nothing to be done later', () => {
    expect(source(checked(leak, unheld, deadlock))).not.toMatch(/TO[D]O|FIX[M]E|XXX/);
  });
});

describe('the turns of a run', () => {
  it('say what stops each of them', () => {
    expect(turnsOf(unheld).map(({ task, steps, stop }) => [task, steps, stop.kind])).toEqual([
      ['fault-1', 2, 'held'],
      ['submitter', 2, 'held'],
      ['fault-1', 3, 'waits'],
      ['submitter', 2, 'ends'],
      ['fault-1', 3, 'ends'],
    ]);
  });

  it('say that a task waits for ever', () => {
    expect(turnsOf(deadlock).at(-1)!.stop).toEqual({
      kind: 'waits',
      before: 'a lock that nobody gives',
    });
  });
});

const words = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 150 }),
  fc.constantFrom('*/ int x; /*', '**//', '"; }', '\\', '??/', '\n#error', '*'.repeat(200), '/*/'),
);

/** The text without its comments and strings, as a compiler takes it apart. */
const code = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\/|\/\/.*|"(?:[^"\\\n]|\\.)*"/g, '');

describe('hostile text', () => {
  test.prop([words, words])('gets into no code', (a, b) => {
    const finding = {
      ...leak,
      found: a,
      claim: b,
      source: a,
      known: { row: b, summary: a },
      trace: leak.trace.map((event) => ({ ...event, text: a, task: b })),
      shrunk: { ...leak.shrunk, schedule: [{ task: b, steps: 7 }] },
      replay: a,
    };
    const plain = { ...finding, found: 'x', claim: 'x', source: 'x', known: null, replay: 'x' };
    const quiet = { ...plain, shrunk: leak.shrunk, trace: leak.trace };
    const blank = (text: string): string => code(text).replace(/\s+/g, ' ');
    expect(blank(source({ ...checked(finding), subject: a }))).toBe(blank(source(checked(quiet))));
  });
});
