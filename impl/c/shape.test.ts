import { expect, test } from 'vitest';
import { profileOf } from './shape.ts';

test.each([
  ['if (vma->vm_flags & VM_MIXEDMAP) f();', undefined],
  ['vma->vm_flags |= VM_PFNMAP; /* no VM_MIXEDMAP any more */', false],
])('whether pages are looked up by their index is seen from %j', (text, pageIndex) => {
  expect(profileOf(text).pageIndex).toBe(pageIndex);
});
