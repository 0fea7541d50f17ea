import { describe, expect, test } from 'vitest';
import { entries } from '../../../catalog.ts';
import { subjectOfText } from '../../../impl/c/subject.ts';
import type { Patch } from '../../../impl/mutants/patch/patch.ts';
import { textOf } from '../../../impl/source.ts';
import { gate } from '../../gate.ts';
import { options, subject, tools } from '../harness.ts';

const rewrites = await entries<Patch>('cRewrites');

describe('a rewrite in C passes the gate against its original without a false alarm', () => {
  test.each([...rewrites])('%s', async (name, { file }) => {
    const original = await subjectOfText(file, textOf(file));
    const report = gate(await subject(name), original, tools, options({ runs: 6000 }));
    expect(report.regressions.map(({ invariant, found }) => `${invariant}: ${found}`)).toEqual([]);
    expect(report.fixed.map(({ invariant }) => invariant)).toEqual([]);
    expect(report.changes).toEqual([]);
    expect(report.refinement!.differences).toEqual([]);
    expect(report.certificate.compared!.exhausted.length).toBeGreaterThan(14);
    expect(report.safe).toBe(true);
  });
});
