import { describe, expect, test } from 'vitest';
import { replay } from '../executor.ts';
import { KNOWN_DEFECTS } from '../judge/known-defects.ts';
import { subject, tools } from './harness.ts';
import { kept } from './testing/kept.ts';

describe('every kept counterexample still shows its defect', () => {
  test.each(kept.map(({ name, file }) => [name, file] as const))('%s', async (_, file) => {
    const again = replay(file, await subject(file.subject), tools);
    const { lines, chart, continuations } = file.finding;
    expect(again).toMatchObject({
      ...{ verdict: 'reproduced', difference: null },
      finding: { lines, chart, continuations },
    });
  });

  test('and every known defect of every subject has one', () => {
    const shown = kept.map(({ file }) => `${file.subject} ${file.finding.invariant}`);
    const known = KNOWN_DEFECTS.flatMap(({ subjects, invariant }) =>
      subjects.map((name) => `${name} ${invariant}`),
    );
    expect(shown.sort()).toEqual(known.sort());
  });
});
