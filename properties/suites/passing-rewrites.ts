import { describe, expect, test } from 'vitest';
import type { Patch } from '../../impl/mutants/patch/patch.ts';
import { gatePatch } from './harness.ts';

/** The suite that gates correct rewrites, each against its original: no law, no change, no gain. */
export const passRewrites = (what: string, rewrites: ReadonlyMap<string, Patch>) =>
  describe(`${what} passes the gate against its original without a false alarm`, () => {
    test.each([...rewrites])('%s', async (name, rewrite) => {
      const report = await gatePatch(name, rewrite, { runs: 6000 });
      const broken = report.regressions.map(({ invariant, found }) => `${invariant}: ${found}`);
      expect(broken).toEqual([]);
      expect(report.fixed.map(({ invariant }) => invariant)).toEqual([]);
      expect(report.changes).toEqual([]);
      expect(report.refinement!.differences).toEqual([]);
      expect(report.certificate.compared!.exhausted.length).toBeGreaterThan(14);
      expect(report.safe).toBe(true);
    });
  });
