import { describe, expect, test } from 'vitest';
import type { Allowed } from '../../answers/allow-file.ts';
import { allowedFinding } from '../../corpus/allow.ts';
import { gate } from '../../executor.ts';
import { options, subject, tools } from '../harness.ts';
import { type Edit, edited } from '../testing/edited.ts';

const [rfc, v53, v55] = [await subject('rfc'), await subject('v5.3'), await subject('v5.5')];
const RUNS = 1000;
const judged = (candidate: typeof rfc, baseline: typeof rfc, allow?: readonly Allowed[]) =>
  gate(candidate, baseline, tools, options({ runs: RUNS, ...(allow ? { allow } : {}) }));

const first = judged(rfc, v53);
const allow = first.regressions.map((finding) => allowedFinding(finding, 'mended next'));

describe('what a project accepts', () => {
  test('is no part of a gate that is not told of it', () => {
    expect(first).not.toHaveProperty('accepted');
    expect(first).not.toHaveProperty('stale');
    expect(first.certificate).not.toHaveProperty('corpus');
    expect(first.safe).toBe(false);
  });

  test('has a list of its own, with the reason, and is not held against the candidate', () => {
    const report = judged(rfc, v53, allow);
    expect(report).toMatchObject({ safe: true, regressions: [], stale: [] });
    expect(report.accepted).toMatchObject([
      { invariant: 'io-lock-balanced', accepted: 'mended next' },
    ]);
    expect(report.inherited).toEqual(first.inherited);
  });

  test('is found however short the search is, since its run is tried first', () => {
    const report = gate(rfc, v53, tools, options({ runs: 1, seed: 5, allow }));
    expect(report.accepted?.map(({ invariant }) => invariant)).toEqual(['io-lock-balanced']);
    expect(report.stale).toEqual([]);
  });

  test('is stale where the law holds in its run', () => {
    expect(judged(v55, v53, allow)).toMatchObject({
      safe: true,
      accepted: [],
      stale: [{ name: 'io-lock-balanced', reason: 'mended next', why: 'the law holds in its run' }],
    });
  });

  test('is stale where the baseline breaks the law as well', () => {
    const { stale } = judged(rfc, rfc, allow);
    expect(stale?.map(({ why }) => why)).toEqual(['the baseline breaks the law there too']);
  });

  test('does not hide another violation of the same law', async () => {
    // rfc stops after the second page, which is accepted; this one after the first, for a write.
    const worse: Edit = {
      of: 'rfc',
      // Maps one page less when it is written.
      edits: [
        [
          'if (ret === VM_FAULT_NOPAGE && i > 0) break;',
          'if (ret === VM_FAULT_NOPAGE && (i > 0 || vmf.flags & 1)) break;',
        ],
      ],
    };
    const known = judged(rfc, v55).regressions.map((finding) => allowedFinding(finding, 'known'));
    const report = judged(await edited(worse, 'worse'), v55, known);
    expect(report.safe).toBe(false);
    expect(report.regressions.map(({ invariant, found }) => `${invariant}: ${found}`)).toEqual([
      'prefault-complete: prefaulting stops after 1 of 2 pages without a reason',
    ]);
    expect(report.accepted?.map(({ invariant }) => invariant)).toContain('prefault-complete');
  });

  test('of behaviour is kept in the list of changes, with its reason', async () => {
    const v56 = await subject('v5.6');
    const [change] = judged(v56, v55).changes;
    const report = judged(v56, v55, [{ ...change!, reason: 'meant' }]);
    expect(report.changes[0]).toEqual({ ...change, accepted: 'meant' });
    expect(report.stale).toEqual([]);
    expect(judged(v55, v53, [{ ...change!, reason: 'meant' }]).stale).toEqual([
      { name: change!.behaviour, reason: 'meant', why: 'not seen of the candidate alone' },
    ]);
  });
});
