import { expect, test } from 'vitest';
import { profile } from '../impl/helpers/rfc.ts';
import { UnusableSubject } from '../impl/subject.ts';
import { checkedModule } from './helpers-module.ts';

const handler = function* () {};

test('a module with a profile and a handler is taken as it is', () => {
  const module = { profile, ttm_bo_vm_fault: handler, anything: 1 };
  expect(checkedModule('mine.ts', module)).toBe(module);
});

test.each([
  [{ profile, ttm_bo_vm_fault: 42 }, 'ttm_bo_vm_fault has to be a function, not number'],
  [{ profile, ttm_bo_vm_reserve: async () => 0 }, 'a generator, not an async function'],
  [{ profile: null, ttm_bo_vm_fault: handler }, 'profile has to be an object, not null'],
  [{ profile: { ...profile, retry: 'twice' } }, 'profile.retry has to be "once" or "many"'],
  [{ profile: { ...profile, ioLock: undefined } }, 'has to be true or false, not undefined'],
  [{ profile: { ...profile, vmas: 'both' } }, 'has to be "mixedmap" or "pfnmap", not "both"'],
])('%o cannot be judged', (module, message) => {
  expect(() => checkedModule('mine.ts', module)).toThrow(UnusableSubject);
  expect(() => checkedModule('mine.ts', module)).toThrow(message);
});
