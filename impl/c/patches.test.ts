import { describe, expect, test } from 'vitest';
import { entries, patches } from '../../catalog.ts';
import { type Patch, patched } from '../mutants/patch/patch.ts';
import { textOf } from '../source.ts';

/** That they compile and are killed is asked in the long run, which has a compiler. */
const all = [...(await entries<Patch>('cMutants')), ...(await entries<Patch>('cRewrites'))];

describe('a patch of our own C', () => {
  test.each(all)('%s has its place in the text, and changes it', (name, patch) => {
    expect(patch.file).toBe(`impl/c/subjects/${patch.of}.c`);
    expect(name).toMatch(/^c-/);
    const text = textOf(patch.file);
    expect(patched(text, patch)).not.toBe(text);
  });

  test('has a name of its own', async () => {
    expect([...(await patches()).keys()]).toEqual(
      expect.arrayContaining(all.map(([name]) => name)),
    );
  });
});
