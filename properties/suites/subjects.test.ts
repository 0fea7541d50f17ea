import { describe, expect, test } from 'vitest';
import { entries } from '../../catalog.ts';
import { check } from '../check.ts';
import { KNOWN_DEFECTS } from '../known-defects.ts';
import { options, subject, tools } from './harness.ts';

/** Every helper version, and the driver's handlers on the versions that they were written for. */
const SUBJECTS = [...(await entries('helpers')).keys(), 'v5.11+amdgpu'];

describe('every shipped subject breaks exactly the laws that its known defects break', () => {
  test.each(SUBJECTS)('%s', async (name) => {
    const report = check(await subject(name), tools, options());
    const pinned = KNOWN_DEFECTS.filter(({ subjects }) => subjects.includes(name.split('+')[0]!));
    expect(report.runs).toBe(20_000);
    expect(new Set(report.violations.map(({ invariant }) => invariant))).toEqual(
      new Set(pinned.map(({ invariant }) => invariant)),
    );
    expect(report.violations.map(({ known }) => known?.row)).not.toContain(undefined);
  });

  test('and reaches every goal that its profile has', async () => {
    for (const name of ['v5.3', 'v5.6', 'v5.10']) {
      const { coverage } = check(await subject(name), tools, options());
      expect(coverage.goals.filter(({ reached }) => reached === 0)).toEqual([]);
    }
  });
});
