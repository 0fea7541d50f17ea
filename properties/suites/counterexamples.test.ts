import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Counterexample } from '../finding.ts';
import { KNOWN_DEFECTS } from '../known-defects.ts';
import { replay } from '../replay.ts';
import { subject, tools } from './harness.ts';

const folder = new URL('../../reports/counterexamples/', import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
const read = (name: string): Counterexample =>
  JSON.parse(readFileSync(new URL(name, folder), 'utf8'));

describe('every kept counterexample still shows its defect', () => {
  test.each(names)('%s', async (name) => {
    const file = read(name);
    const again = replay(file, await subject(file.subject), tools);
    const { lines, chart } = file.finding;
    expect(again).toMatchObject({
      ...{ verdict: 'reproduced', difference: null },
      finding: { lines, chart },
    });
  });

  test('and every known defect of every subject has one', () => {
    const kept = names.map(read).map((file) => `${file.subject} ${file.finding.invariant}`);
    const known = KNOWN_DEFECTS.flatMap(({ subjects, invariant }) =>
      subjects.map((name) => `${name} ${invariant}`),
    );
    expect(kept.sort()).toEqual(known.sort());
  });
});
