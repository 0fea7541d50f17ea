import { describe, expect, test } from 'vitest';
import type { Subject } from '../../impl/subject.ts';
import { gate } from '../executor.ts';
import { Session } from '../run/session.ts';
import { options, subject, tools } from '../suites/harness.ts';
import { type Edit, edited } from '../suites/testing/edited.ts';
import { ACCESS_SUCCEEDS, lostAccess } from './lost-access.ts';

/** Looks the page up in a table that nobody has populated, and finds none: OOM has a cause. */
const UNPOPULATED: Edit = {
  of: 'v5.11',
  edits: [
    [
      'if (yield ttm_tt_populate(bo.ttm, { interruptible: false, no_wait_gpu: false })) {',
      'if (bo.ttm === null) {',
    ],
  ],
};
const baseline = await subject('v5.11');
const unpopulated = await edited(UNPOPULATED, 'unpopulated');

const lost = (candidate: Subject, than: Subject) =>
  lostAccess(
    { candidate: new Session(candidate, tools), baseline: new Session(than, tools) },
    options(),
  );

describe('an access that succeeds with the baseline alone', () => {
  test('is found, with a world in which nothing fails and all is needed', () => {
    const change = lost(unpopulated, baseline)!;
    expect(change).toMatchObject({ behaviour: ACCESS_SUCCEEDS, only: 'baseline', unsafe: true });
    const { objects, environment, failures } = change.witness.world;
    expect(objects).toMatchObject([{ ttm: 'empty', pages: 1 }]);
    expect([environment, failures]).toEqual([[], []]);
  });

  test('is not one that the candidate lets succeed under another schedule', async () => {
    expect(lost(baseline, baseline)).toBe(undefined);
    expect(lost(baseline, await subject('v5.10'))).toBe(undefined);
  });

  test('makes the candidate unsafe, though it breaks no law', () => {
    const asked = options({
      runs: 50,
      world: { name: 'one-fault', ...tools.worlds.get('one-fault')! },
    });
    const report = gate(unpopulated, baseline, tools, asked);
    expect(report.regressions).toEqual([]);
    expect(report.safe).toBe(false);
    expect(report.changes.map(({ behaviour, unsafe }) => [behaviour, unsafe])).toContainEqual([
      ACCESS_SUCCEEDS,
      true,
    ]);
    const { changes } = report;
    const allow = [{ ...changes[0]!, reason: 'for now' }];
    expect(gate(unpopulated, baseline, tools, { ...asked, allow }).safe).toBe(true);
  });
});
