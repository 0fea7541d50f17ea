import { describe, expect, test } from 'vitest';
import { play, versions } from '../helpers/testing/play.ts';
import * as v5_5 from '../helpers/v5.5.ts';
import { textOf } from '../source.ts';
import ioUnlockMissing from './io-unlock-missing.ts';
import { instantiate } from './patch/instantiate.ts';
import { type Patch, patched } from './patch/patch.ts';
import unlockAfterPut from './unlock-after-put.ts';

const patch = (changes: Partial<Patch>): Patch => ({
  of: 'v5.5',
  file: 'impl/helpers/v5.5.ts',
  summary: 'A patch for this test.',
  edits: [],
  ...changes,
});

describe('the text of a patch', () => {
  const edit = (text: string, was: string, becomes: string): string =>
    patched(text, { file: 'a.ts', edits: [{ was, becomes }] });

  test('stands where the old text stood, dollars and all', () => {
    expect(edit('one two three', 'two', '$& 2')).toBe('one $& 2 three');
  });

  test('is refused if the old text is not there', () => {
    expect(() => edit('one', 'two', '')).toThrow(
      /^a\.ts: expected .* exactly once, found it 0 times/,
    );
  });

  test('is refused if the old text is there twice', () => {
    expect(() => edit('two two', 'two', '')).toThrow(/found it 2 times .*\ntwo$/);
  });

  test('is refused if the old text is empty', () => {
    expect(() => edit('one', '', 'two')).toThrow(/found it 0 times/);
  });

  test('comes from several edits, one after the other', () => {
    const edits = [
      { was: 'a', becomes: 'b' },
      { was: 'bc', becomes: 'd' },
    ];
    expect(patched('ac', { file: 'a.ts', edits })).toBe('d');
  });
});

describe('a patched subject', () => {
  test('differs in its text and in what it does, and its original does not', async () => {
    const before = textOf(ioUnlockMissing.file);
    const subject = await instantiate(ioUnlockMissing, 'io-unlock-missing');
    expect(subject.name).toBe('io-unlock-missing');
    expect(subject.sources?.[0]?.text).not.toBe(before);
    expect(textOf(ioUnlockMissing.file)).toBe(before);
    expect(subject.profile).toEqual(v5_5.profile);
    expect(play(subject, {})[0]).toMatchObject({ held: 'M+IO' });
    expect(play('v5.5', {})[0]).toMatchObject({ held: 'M' });
  });

  test('may be patched in a part that its file imports', async () => {
    const subject = await instantiate(unlockAfterPut, 'unlock-after-put');
    const moving = { object: { moving: 'pending' } } as const;
    const last = ['dma_resv_unlock', 'ttm_bo_put'];
    expect(play('v5.5', moving)[0]!.operations.slice(-2)).toEqual(last);
    expect(play(subject, moving)[0]!.operations.slice(-2)).toEqual(last.toReversed());
  });

  test('does what its original does as long as no edit is made', async () => {
    for (const version of versions) {
      const file = `impl/helpers/${version}.ts`;
      const copy = await instantiate(patch({ of: version, file }), 'copy');
      for (const moving of ['none', 'signaled', 'pending'] as const) {
        expect(play(copy, { object: { moving } })).toEqual(play(version, { object: { moving } }));
      }
    }
  });

  test('may have another handler', async () => {
    const amdgpu = patch({ of: 'v5.11+amdgpu', file: 'impl/drivers/amdgpu.ts' });
    const [call] = play(await instantiate(amdgpu, 'copy'), { object: { moving: 'pending' } });
    expect(call).toMatchObject({ code: 'VM_FAULT_RETRY', held: '-' });
    expect(call!.operations.at(-1)).toBe('drm_dev_exit');
  });

  test('must be made of what is patched', async () => {
    const strange = patch({ file: 'impl/helpers/v5.10.ts' });
    await expect(instantiate(strange, 'strange')).rejects.toThrow(
      'strange patches impl/helpers/v5.10.ts, which is no part of v5.5',
    );
  });

  test('says which import it cannot follow', async () => {
    const edits = [{ was: 'export const profile', becomes: "import 'x';\nexport const profile" }];
    await expect(instantiate(patch({ edits }), 'strange')).rejects.toThrow(
      "impl/helpers/v5.5.ts: expected a named import or export, found: import 'x';",
    );
  });
});

test('making one prints no warning', async () => {
  const warnings: unknown[] = [];
  const note = (warning: unknown) => warnings.push(warning);
  process.on('warning', note);
  await instantiate(ioUnlockMissing, 'quiet');
  await new Promise(setImmediate);
  process.off('warning', note);
  expect(warnings).toEqual([]);
});
