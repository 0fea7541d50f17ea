import { describe, expect, test } from 'vitest';
import { EDEADLK, ERESTARTSYS, errnoName } from './errno.ts';
import { allow_retry, fault_flag_allow_retry_first } from './fault-flags.ts';
import {
  FAULT_FLAG_ALLOW_RETRY,
  FAULT_FLAG_TRIED,
  FAULT_FLAG_USER,
  faultFlagNames,
  faultResultNames,
  PROT_PRESENT,
  PROT_RW,
  PROT_UNCACHED,
  protNames,
  VM_FAULT_NOPAGE,
  VM_FAULT_RETRY,
} from './mm-flags.ts';

describe('a word is shown', () => {
  test('by the names of its bits, and the rest as a number', () => {
    expect(faultFlagNames(FAULT_FLAG_ALLOW_RETRY | FAULT_FLAG_USER)).toBe('ALLOW_RETRY|USER');
    expect(faultFlagNames(FAULT_FLAG_TRIED | 0x10000)).toBe('TRIED|0x10000');
    expect(faultResultNames(VM_FAULT_NOPAGE | VM_FAULT_RETRY)).toBe(
      'VM_FAULT_NOPAGE|VM_FAULT_RETRY',
    );
    expect(protNames(PROT_PRESENT | PROT_RW | PROT_UNCACHED)).toBe('RW|UNCACHED');
  });

  test('as 0 when no bit is set', () => {
    expect([faultFlagNames(0), faultResultNames(0), protNames(PROT_PRESENT)]).toEqual([
      ...['0', '0', '0'],
    ]);
  });

  test('as a number when it is an errno where a result belongs (domain.md §6 B15)', () => {
    expect(faultResultNames(-22)).toBe('-22');
  });

  test('by the name of its errno', () => {
    expect([-ERESTARTSYS, -EDEADLK, 0, -99].map(errnoName)).toEqual([
      ...['-ERESTARTSYS', '-EDEADLK', '0', '-99'],
    ]);
  });
});

test.each([
  [0, false, false],
  [FAULT_FLAG_ALLOW_RETRY, true, true],
  [FAULT_FLAG_ALLOW_RETRY | FAULT_FLAG_TRIED, true, false],
  [FAULT_FLAG_TRIED, false, false],
])(
  'with flags 0x%x a fault may be retried: %s, and for the first time: %s',
  (flags, any, first) => {
    expect(allow_retry(flags)).toBe(any);
    expect(fault_flag_allow_retry_first(flags)).toBe(first);
  },
);
