import { describe, expect, test } from 'vitest';
import type { Patch } from '../../impl/patch/subject-patch.ts';
import { gatePatch } from './harness.ts';

/** What others notice of a rewrite all the same, and no law minds; of most it is nothing. */
const NOTICED: Readonly<Record<string, readonly string[]>> = {
  // Nobody has to queue for the reservation while the GPU is waited for.
  'fence-reference-own': [
    'candidate: fault unlocks resv',
    'candidate: fault gets fence',
    'baseline: fault does without: gets fence',
    'baseline: fault waits for fence',
  ],
  // Between the two times somebody else may have the io lock.
  'io-lock-taken-twice': [
    'candidate: fault unlocks io_reserve',
    'baseline: fault maps a page',
    'baseline: fault crashes',
  ],
  // For a page outside of the object the io lock is not taken any more.
  'offset-tested-first': ['candidate: fault unlocks resv', 'baseline: fault locks io_reserve'],
  // Who waits for the reservation gets it before the io lock is free.
  'reservation-first': ['candidate: fault unlocks resv', 'baseline: fault unlocks io_reserve'],
  // The object has one reference more while its reservation is waited for under the mmap lock.
  'reference-for-every-wait': [
    'candidate: fault gets bo',
    'candidate: fault: gets bo',
    'baseline: fault waits for resv',
    'baseline: fault does without: gets bo',
  ],
};

/** The suite that gates correct rewrites, each against its original: no law, no change, no gain. */
export const passRewrites = (what: string, rewrites: ReadonlyMap<string, Patch>) =>
  describe(`${what} passes the gate against its original without a false alarm`, () => {
    test.each([...rewrites])('%s', async (name, rewrite) => {
      const report = await gatePatch(name, rewrite, { runs: 6000 });
      const broken = report.regressions.map(({ invariant, found }) => `${invariant}: ${found}`);
      expect(broken).toEqual([]);
      expect(report.fixed.map(({ invariant }) => invariant)).toEqual([]);
      expect(report.changes).toEqual([]);
      const noticed = report.refinement!.differences.map(({ only, kind }) => `${only}: ${kind}`);
      expect(noticed).toEqual(NOTICED[name] ?? []);
      expect(report.certificate.compared!.exhausted.length).toBeGreaterThan(14);
      expect(report.safe).toBe(true);
    });
  });
