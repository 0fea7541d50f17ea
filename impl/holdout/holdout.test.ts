import { describe, expect, test } from 'vitest';
import { entries } from '../../catalog.ts';
import type { Defect } from '../mutants/patch/defect.ts';
import { type Patch, patched } from '../mutants/patch/patch.ts';
import { textOf } from '../source.ts';

/** What the gate says to them is asked in the long run. */
const defects = await entries<Defect>('unseenDefects');
const rewrites = await entries<Patch>('unseenRewrites');

describe('a patch that was held out', () => {
  test.each([...defects, ...rewrites])(
    '%s has its place in the text, and changes it',
    (name, patch) => {
      const text = textOf(patch.file);
      expect(patched(text, patch)).not.toBe(text);
      expect(name.startsWith('c-')).toBe(patch.file.endsWith('.c'));
    },
  );

  test.each([...defects])('%s violates a rule of the domain', (_, { row }) => {
    expect(row).toMatch(/^domain\.md §/);
  });
});
