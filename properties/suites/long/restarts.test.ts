import { describe, expect, test } from 'vitest';
import { subject } from '../harness.ts';
import { inShort, restartsIn } from '../restarts.ts';

describe('restarts of an access in the larger litmus worlds', () => {
  test.each([
    ['v5.3', '8/1/4'],
    ['rfc', '8/1/4'],
    ['v5.5', '8/1/4'],
    ['v5.6', '4/1/2'],
    ['v5.7', '4/1/2'],
    ['v5.10', '4/1/2'],
    ['v5.11', '4/1/2'],
    ['repaired', '4/1/2'],
  ])('fatal-signal, %s: %s', async (version, most) => {
    expect(inShort(restartsIn(await subject(version), 'fatal-signal'))).toBe(most);
  });

  test('everything, v5.5: more than the simulation allows at first', async () => {
    const effort = Number.POSITIVE_INFINITY;
    expect(inShort(restartsIn(await subject('v5.5'), 'everything', effort))).toBe('11/1/7');
  });
});
