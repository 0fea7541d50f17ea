import { describe, expect, test } from 'vitest';
import { entries } from '../../catalog.ts';
import { check } from '../executor.ts';
import { KNOWN_DEFECTS } from '../judge/known-defects.ts';
import { options, subject, tools } from './harness.ts';

/** Every helper version, and the driver's handlers on the versions that they were written for. */
const SUBJECTS = [...(await entries('helpers')).keys(), 'v5.11+amdgpu'];

/** What a subject cannot reach: v5.11 has no hook, amdgpu's handler moves nothing on the LRU. */
const UNREACHABLE: Readonly<Record<string, readonly string[]>> = {
  'v5.11': [
    'reserved: notify says again',
    'reserved: notify moves the object',
    'reserved: notify fails',
  ],
  'v5.11+amdgpu': ['reserved: notify moves the object'],
};

/** The suite that pins the verdict about every shipped subject, from so many runs of each. */
export const pinSubjects = (runs: number) =>
  describe('every shipped subject breaks exactly the laws that its known defects break', () => {
    test.each(SUBJECTS)('%s, and reaches every goal that it can', async (name) => {
      const report = check(await subject(name), tools, options({ runs }));
      const pinned = KNOWN_DEFECTS.filter(({ subjects }) => subjects.includes(name.split('+')[0]!));
      expect(report.runs).toBe(runs);
      expect(new Set(report.violations.map(({ invariant }) => invariant))).toEqual(
        new Set(pinned.map(({ invariant }) => invariant)),
      );
      expect(report.violations.map(({ known }) => known?.row)).not.toContain(undefined);
      const missed = report.coverage.goals.filter(({ reached }) => reached === 0);
      expect(missed.map((goal) => goal.name)).toEqual(UNREACHABLE[name] ?? []);
    });
  });
