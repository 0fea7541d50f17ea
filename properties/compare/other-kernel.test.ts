import { describe, expect, test } from 'vitest';
import type { Profile } from '../../impl/kernel/profile.ts';
import { kernelOfBaseline } from './other-kernel.ts';

const NOW: Profile = {
  retry: 'many',
  lockOrder: 'mmap-first',
  ioLock: false,
  populateNull: 'EINVAL',
};
const ONCE: Profile = { ...NOW, retry: 'once' };

const shown = (profile: Profile) => ({ name: 'a.c', profile, profileFrom: 'inferred' }) as const;

describe('a candidate is judged in the kernel of its baseline as well', () => {
  test('where its text shows another one', () => {
    expect(kernelOfBaseline(shown(ONCE), shown(NOW))).toEqual(NOW);
    expect(kernelOfBaseline(shown(NOW), { name: 'v5.3', profile: ONCE })).toEqual(ONCE);
  });

  test('but not where both show the same', () => {
    expect(kernelOfBaseline(shown(NOW), shown(NOW))).toBe(undefined);
  });

  test('nor where somebody has said which kernel it is for', () => {
    const declared = { name: 'v5.5', profile: ONCE };
    expect(kernelOfBaseline(declared, shown(NOW))).toBe(undefined);
    expect(kernelOfBaseline({ ...declared, profileFrom: 'given' }, shown(NOW))).toBe(undefined);
  });

  test('where only one of them knows imports that may be mapped', () => {
    const mappable = { ...NOW, imports: 'mappable' } as const;
    expect(kernelOfBaseline(shown(NOW), shown(mappable))).toEqual(mappable);
    expect(kernelOfBaseline(shown(mappable), shown(NOW))).toEqual(NOW);
    expect(kernelOfBaseline(shown(NOW), shown({ ...NOW, imports: 'refused' }))).toBe(undefined);
  });

  test('with vmas as it makes them itself', () => {
    const pfnmap = { ...NOW, vmas: 'pfnmap' } as const;
    expect(kernelOfBaseline(shown(pfnmap), shown(NOW))).toBe(undefined);
    expect(kernelOfBaseline(shown({ ...pfnmap, retry: 'once' }), shown(NOW))).toEqual(pfnmap);
    expect(kernelOfBaseline(shown(ONCE), shown(pfnmap))).toEqual(NOW);
  });
});
