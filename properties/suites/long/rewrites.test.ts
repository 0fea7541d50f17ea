import { describe, expect, test } from 'vitest';
import { entries } from '../../../catalog.ts';
import type { Patch } from '../../../impl/mutants/patch/patch.ts';
import { gatePatch } from '../harness.ts';

const rewrites = await entries<Patch>('rewrites');

describe('a rewrite that keeps the behaviour passes the gate without a false alarm', () => {
  test.each([...rewrites])('%s', async (name, rewrite) => {
    const report = await gatePatch(name, rewrite, { runs: 6000 });
    expect(report.regressions.map(({ invariant, found }) => `${invariant}: ${found}`)).toEqual([]);
    expect(report.fixed.map(({ invariant }) => invariant)).toEqual([]);
    expect(report.changes).toEqual([]);
    expect(report.refinement!.differences).toEqual([]);
    expect(report.certificate.compared!.exhausted.length).toBeGreaterThan(14);
    expect(report.safe).toBe(true);
  });
});
