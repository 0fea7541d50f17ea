import { describe, expect, test } from 'vitest';
import { PATCH_FOLDERS, type PatchFolder, patches } from '../../catalog.ts';
import { play, versions } from '../helpers/testing/play.ts';
import * as v5_5 from '../helpers/v5.5.ts';
import { textOf } from '../source.ts';
import { instantiate, isOfC, patchedTexts, patchIn, subjectWith } from './subject-patch.ts';

const all = (Object.keys(PATCH_FOLDERS) as PatchFolder[]).flatMap((folder) =>
  [...patches(folder)].map(([name, patch]) => ({ folder, name, patch })),
);
const mutants = patches('mutants');
const BASE = 'impl/helpers/v5.5.ts';
const unlockMissing = mutants.get('io-unlock-missing')!;

/** A patch of v5.5 as a file would have it. */
const written = (head: string, diff = ''): string => `Subject: [PATCH] ${head}\n---\n${diff}`;

describe('the file of a patch', () => {
  test('says what it does, what it is for and who must notice', () => {
    const head =
      'Does nothing, in\n two lines.\n\nKilled-by: lock-order\nRow: B1\nBase: a/v5.5.ts\n';
    expect(patchIn(written(`${head}Handler: amdgpu`, 'diff\n'), 'nothing')).toEqual({
      summary: 'Does nothing, in two lines.',
      of: 'v5.5+amdgpu',
      base: 'a/v5.5.ts',
      diff: 'diff\n',
      killedBy: 'lock-order',
      row: 'B1',
    });
  });

  test.each([
    ['From: x\n---\n', 'x: expected a first line "Subject: [PATCH] …", found From: x'],
    [written('One.\n'), 'x: expected a trailer "Base: PATH", found none'],
    [written('One.\n\nKiled-by: a\n'), 'x: expected a trailer of Killed-by, Row, Base, Handler'],
    ['Subject: [PATCH] One.\n\nBase: a.ts\n', 'x: expected a line "---" and a diff behind it'],
  ])('is refused with what is wrong: %j', (text, message) => {
    expect(() => patchIn(text, 'x')).toThrow(message);
  });
});

describe('every patch', () => {
  test.each(all.map((one) => [one.name, one] as const))('%s applies', (name, { patch }) => {
    const texts = patchedTexts(patch, name);
    expect(texts.size).toBeGreaterThan(0);
    for (const [path, text] of texts) expect(text).not.toBe(textOf(path));
    if (isOfC(patch)) expect([...texts.keys()]).toEqual([patch.base]);
    expect(isOfC(patch)).toBe(name.startsWith('c-'));
  });

  test('has a name of its own', () => {
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  });

  test('says as a mutant who must notice, and as a held-out one does not', () => {
    const silent = (folder: PatchFolder) =>
      [...patches(folder)].filter(([, { killedBy, row }]) => !killedBy || !row);
    expect(silent('mutants')).toEqual([]);
    expect(silent('heldDefects').length).toBe(patches('heldDefects').size);
  });
});

describe('a patched subject', () => {
  test('differs in its text and in what it does, and its original does not', async () => {
    const before = textOf(BASE);
    const subject = await instantiate(unlockMissing, 'io-unlock-missing');
    expect(subject.name).toBe('io-unlock-missing');
    expect(subject.sources?.[0]?.text).not.toBe(before);
    expect(textOf(BASE)).toBe(before);
    expect(subject.profile).toEqual(v5_5.profile);
    expect(play(subject, {})[0]).toMatchObject({ held: 'M+IO' });
    expect(play('v5.5', {})[0]).toMatchObject({ held: 'M' });
  });

  test('may be patched in a part that its file imports', async () => {
    const subject = await instantiate(mutants.get('unlock-after-put')!, 'unlock-after-put');
    const moving = { object: { moving: 'pending' } } as const;
    const last = ['dma_resv_unlock', 'ttm_bo_put'];
    expect(play('v5.5', moving)[0]!.operations.slice(-2)).toEqual(last);
    expect(play(subject, moving)[0]!.operations.slice(-2)).toEqual(last.toReversed());
  });

  test('does what its original does as long as nothing is changed', async () => {
    for (const version of versions) {
      const base = `impl/helpers/${version}.ts`;
      const copy = await subjectWith(
        { of: version, base },
        new Map([[base, textOf(base)]]),
        'copy',
      );
      for (const moving of ['none', 'signaled', 'pending'] as const) {
        expect(play(copy, { object: { moving } })).toEqual(play(version, { object: { moving } }));
      }
    }
  });

  test('may have another handler', async () => {
    const texts = new Map([['impl/drivers/amdgpu.ts', textOf('impl/drivers/amdgpu.ts')]]);
    const of = { of: 'v5.11+amdgpu', base: 'impl/helpers/v5.11.ts' };
    const subject = await subjectWith(of, texts, 'copy');
    const [call] = play(subject, { object: { moving: 'pending' } });
    expect(call).toMatchObject({ code: 'VM_FAULT_RETRY', held: '-' });
    expect(call!.operations.at(-1)).toBe('drm_dev_exit');
  });

  test('must be made of what is patched', async () => {
    const strange = new Map([['impl/helpers/v5.10.ts', textOf('impl/helpers/v5.10.ts')]]);
    await expect(subjectWith({ of: 'v5.5', base: BASE }, strange, 'strange')).rejects.toThrow(
      'strange patches impl/helpers/v5.10.ts, which is no part of v5.5',
    );
  });

  test('says which import it cannot follow', async () => {
    const text = textOf(BASE).replace('export const profile', "import 'x';\nexport const profile");
    const texts = new Map([[BASE, text]]);
    await expect(subjectWith({ of: 'v5.5', base: BASE }, texts, 'strange')).rejects.toThrow(
      "impl/helpers/v5.5.ts: expected a named import or export, found: import 'x';",
    );
  });
});

test('making one prints no warning', async () => {
  const warnings: unknown[] = [];
  const note = (warning: unknown) => warnings.push(warning);
  process.on('warning', note);
  await instantiate(unlockMissing, 'quiet');
  await new Promise(setImmediate);
  process.off('warning', note);
  expect(warnings).toEqual([]);
});
