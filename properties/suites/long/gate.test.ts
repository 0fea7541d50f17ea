import { describe, expect, test } from 'vitest';
import { subjectOfText } from '../../../impl/c/subject.ts';
import { textOf } from '../../../impl/source.ts';
import type { Finding } from '../../answers/finding.ts';
import { gate } from '../../executor.ts';
import { options, subject, tools } from '../harness.ts';

const rows = (findings: readonly Finding[]): string[] =>
  findings.map(({ invariant, known }) => `${known?.row} ${invariant}`).sort();

const judged = async (candidate: string, baseline: string) =>
  gate(await subject(candidate), await subject(baseline), tools, options());

describe('the gate tells what each version breaks, inherits and mends', () => {
  test('the patch as merged is safe, and mends the prefault rules too', async () => {
    const report = await judged('v5.5', 'v5.3');
    expect(report.safe).toBe(true);
    expect(rows(report.regressions)).toEqual([]);
    expect(rows(report.fixed)).toEqual([
      'B3 prefault-complete',
      'B4 prefault-error-swallowed',
      'B8 object-state-under-reservation',
    ]);
  });

  test('v5.6 waits for the reservation instead of spinning', async () => {
    const report = await judged('v5.6', 'v5.5');
    expect(report.safe).toBe(true);
    expect(rows(report.fixed)).toEqual(['B11 always-resolves']);
    expect(report.changes.map(({ behaviour, only }) => `${only}: ${behaviour}`)).toEqual([
      'candidate: reserve: busy, no retry, sleeps',
      'candidate: reserve: busy, no retry, interrupted',
    ]);
  });

  test.each([
    ['v5.11', 'v5.10'],
    ['v5.10+amdgpu', 'v5.10'],
  ])('%s against %s inherits B5, whatever only one of them calls', async (candidate, baseline) => {
    const report = await judged(candidate, baseline);
    expect(rows(report.regressions)).toEqual([]);
    expect(rows(report.inherited)).toEqual([
      'B5 first-error-reported',
      'B5 prefault-error-swallowed',
    ]);
  });

  test('a file that forgets the test for the first retry is judged in a kernel that has it', async () => {
    const text = textOf('impl/c/subjects/v5.10.c');
    const forgot = text.replaceAll(
      'fault_flag_allow_retry_first(vmf->flags)',
      'vmf->flags & FAULT_FLAG_ALLOW_RETRY',
    );
    const sides = [
      await subjectOfText('new.c', forgot),
      await subjectOfText('old.c', text),
    ] as const;
    const report = gate(...sides, tools, options({ runs: 3000 }));
    expect(report.safe).toBe(false);
    expect(report.profiles.candidate.retry).toBe('once');
    expect(report.alsoIn?.retry).toBe('many');
    expect(report.regressions.map(({ invariant, kernel }) => [invariant, kernel?.retry])).toEqual([
      ['restarts-bounded', 'many'],
    ]);
  });

  test('v5.10 turned the rule about insertion errors round', async () => {
    const report = await judged('v5.10', 'v5.7');
    expect(report.safe).toBe(false);
    expect(rows(report.regressions)).toEqual([
      'B5 first-error-reported',
      'B5 prefault-error-swallowed',
    ]);
    expect(rows(report.fixed)).toEqual([
      'B2 fence-refs-balanced',
      'B21 no-crash',
      'B7 io-lock-same-manager',
    ]);
  });
});
