import { expect, test } from 'vitest';
import { LAYOUT } from './memory/layout.ts';
import { vma_slot } from './memory/structs.ts';
import {
  FAULT_FLAG_MKWRITE,
  FAULT_FLAG_WRITE,
  VM_FAULT_NOPAGE,
  VM_FAULT_OOM,
  VM_FAULT_RETRY,
} from './mm-flags.ts';
import { faulting } from './testing/fault.ts';
import { TRAPS_MAX } from './trap.ts';

/** domain.md §3.4. */

const WRITE = { write: true } as const;
const TOLD = { handlesMkwrite: true } as const;
const isMkwrite = ({ flags }: { flags: number }) => (flags & FAULT_FLAG_MKWRITE) !== 0;

test('a write to a page that is mapped read-only is told to the driver, then it succeeds', () => {
  const { thread, calls, end } = faulting(WRITE, ['map-read-only', 0], TOLD);
  expect(thread.run().log).toEqual([
    ...['user_access mm', 'down_read mm', 'up_read mm'],
    ...['user_access mm', 'down_read mm', 'finish_mkwrite_fault vma-1', 'up_read mm'],
    'user_access mm = 1',
  ]);
  expect(calls.map(isMkwrite)).toEqual([false, true]);
  expect(calls[1]!.flags & FAULT_FLAG_WRITE).toBe(FAULT_FLAG_WRITE);
  expect(end()).toBe('mapped');
});

test('a driver that does not want to hear of it is asked to map the page', () => {
  const { thread, calls } = faulting(WRITE, ['map-read-only']);
  thread.run();
  expect(calls.map(isMkwrite)).toEqual(Array(TRAPS_MAX).fill(false));
});

test('reading is no write', () => {
  const { thread, calls, end } = faulting({}, ['map-read-only'], TOLD);
  thread.run();
  expect([calls.map(isMkwrite), end()]).toEqual([[false], 'mapped']);
});

test.each([
  ['VM_FAULT_OOM', VM_FAULT_OOM, 'error'],
  ['VM_FAULT_NOPAGE', VM_FAULT_NOPAGE, 'gave-up'],
])('after %s the page stays read-only', (_name, result, expected) => {
  const { thread, end } = faulting(WRITE, ['map-read-only', result], TOLD);
  expect(thread.run().log).not.toContain('finish_mkwrite_fault vma-1');
  expect(end()).toBe(expected);
});

test('VM_FAULT_RETRY is taken for success', () => {
  const { thread } = faulting(WRITE, ['map-read-only', VM_FAULT_RETRY], TOLD);
  expect(thread.run().log).toContain('finish_mkwrite_fault vma-1');
});

test('an entry that was removed meanwhile is left alone', () => {
  const { thread, kernel } = faulting(WRITE, ['map-read-only', 0], TOLD);
  thread.run('finish_mkwrite_fault');
  const slot = vma_slot.at(kernel, LAYOUT.slots[0]!);
  slot.pte_prot.put(0, 0);
  thread.step();
  expect(slot.pte_prot.at(0)).toBe(0);
});
