import { describe, expect, test } from 'vitest';
import type { Profile } from '../../impl/kernel/profile.ts';
import { knownDefect } from './known-defects.ts';

const NOW: Profile = {
  retry: 'many',
  lockOrder: 'mmap-first',
  ioLock: false,
  populateNull: 'EINVAL',
};
const OLD: Profile = { ...NOW, ioLock: true };

const swallowed = 'prefault-error-swallowed';
const returned = 'VM_FAULT_OOM is returned although page 0 of the vma is mapped';
const ofFile = (profile: Profile, invariant: string, found: string) =>
  knownDefect({ subject: { name: 'a.c', profile, profileFrom: 'inferred' }, invariant, found })
    ?.row;

describe('a known defect', () => {
  test('of a version is known by its name, whatever is put on top of it', () => {
    const subject = { name: 'v5.10+amdgpu', profile: NOW };
    expect(knownDefect({ subject, invariant: swallowed, found: '' })?.row).toBe('B5');
    expect(knownDefect({ subject, invariant: 'no-crash', found: '' })).toBe(undefined);
  });

  test('of a file is that of the versions for its kernel', () => {
    expect(ofFile(NOW, swallowed, returned)).toBe('B5');
    expect(ofFile(OLD, swallowed, returned)).toBe('B4');
  });

  test('of a file is one only if the law breaks in the same way', () => {
    const first = 'vmf_insert_pfn_prot failed, but the handler returns ';
    expect(ofFile(NOW, 'first-error-reported', `${first}VM_FAULT_NOPAGE instead of X`)).toBe('B5');
    expect(ofFile(NOW, 'first-error-reported', `${first}VM_FAULT_RETRY instead of X`)).toBe(
      undefined,
    );
    expect(ofFile(NOW, 'bo-refs-balanced', 'references to the object: 1 taken')).toBe(undefined);
  });

  test('of a version says nothing of a subject that only looks like it', () => {
    const subject = { name: 'mine', profile: NOW };
    expect(knownDefect({ subject, invariant: swallowed, found: returned })).toBe(undefined);
  });
});
