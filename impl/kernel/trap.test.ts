import { describe, expect, test } from 'vitest';
import { addressOfPage } from './boot.ts';
import { FAULT_ENTER, FAULT_RETURN, TRAP_BEGIN } from './marks.ts';
import {
  FAULT_FLAG_ALLOW_RETRY as ALLOW_RETRY,
  FAULT_FLAG_INTERRUPTIBLE as INTERRUPTIBLE,
  FAULT_FLAG_KILLABLE as KILLABLE,
  FAULT_FLAG_RETRY_NOWAIT as NOWAIT,
  FAULT_FLAG_REMOTE as REMOTE,
  FAULT_FLAG_TRIED as TRIED,
  FAULT_FLAG_USER as USER,
  VM_FAULT_NOPAGE,
  VM_FAULT_OOM,
  VM_FAULT_RETRY,
  VM_FAULT_SIGBUS,
  FAULT_FLAG_WRITE as WRITE,
} from './mm-flags.ts';
import { down_write } from './mmap-lock.ts';
import { faulting } from './testing/fault.ts';
import { V5_5, V5_10 } from './testing/sketch.ts';
import { thread } from './testing/thread.ts';
import { ROUNDS_MAX, TRAPS_MAX } from './trap.ts';
import { detach_vma } from './vma.ts';
import type { Caller } from './world.ts';

/** domain.md §3.3, §3.4. */

const ONE_TRAP = ['user_access mm', 'down_read mm', 'up_read mm', 'user_access mm = 1'];

describe('an access', () => {
  test('of a mapped page does not trap', () => {
    const { thread, end } = faulting({}, ['map'], { vmas: [{ present: [0] }] });
    expect(thread.run().log).toEqual(['user_access mm = 1']);
    expect(end()).toBe('mapped');
  });

  test('of a page that is not mapped traps, and is tried again', () => {
    const { thread, calls, end, mm } = faulting({ page: 2 }, ['map']);
    expect(thread.run().log).toEqual(ONE_TRAP);
    expect([calls.length, end(), mm.readers]).toEqual([1, 'mapped', 0]);
  });

  test('is described to the handler by its page', () => {
    const { thread, calls, vma, events, bo } = faulting({ page: 1 }, ['map'], {
      vmas: [{ offset: 1, pages: 2 }],
    });
    thread.run();
    expect(calls).toMatchObject([{ address: addressOfPage(0, 1), pgoff: vma().vm_pgoff + 1 }]);
    expect(events(FAULT_ENTER)).toMatchObject([{ object: bo().ptr, c: vma().ptr }]);
    expect(events(FAULT_RETURN)).toMatchObject([{ object: bo().ptr, reply: VM_FAULT_NOPAGE }]);
  });

  test.each([
    ['VM_FAULT_SIGBUS', VM_FAULT_SIGBUS],
    ['VM_FAULT_OOM', VM_FAULT_OOM],
  ])('that is answered with %s is over', (_, result) => {
    const { thread, end, mm } = faulting({}, [result]);
    expect(thread.run().log).toEqual(ONE_TRAP.slice(0, 3));
    expect([end(), mm.readers]).toEqual(['error', 0]);
  });

  test('traps a limited number of times, with the same flags', () => {
    const { thread, calls, end, events } = faulting({}, [VM_FAULT_NOPAGE]);
    thread.run();
    expect([calls.length, end()]).toEqual([TRAPS_MAX, 'gave-up']);
    expect(new Set(calls.map(({ flags }) => flags)).size).toBe(1);
    // Nothing changed from one trap to the next, and the fingerprints say so.
    const [first, second, ...others] = events(TRAP_BEGIN).map(({ c }) => c);
    expect(first).toBe(0);
    expect(new Set([second, ...others]).size).toBe(1);
  });

  test('waits for the mmap lock before anything else', () => {
    const scene = faulting({}, ['map']);
    thread(scene, 5, () => down_write(scene.mm)).run();
    expect(scene.thread.run().next).toBe('down_read');
    expect(scene.calls).toEqual([]);
  });
});

describe('the core refuses', () => {
  test('an access whose vma is gone', () => {
    const { thread, calls, end, mm, perform } = faulting({}, ['map']);
    perform(detach_vma(0));
    expect(thread.run().log).toEqual(ONE_TRAP.slice(0, 3));
    expect([calls.length, end(), mm.readers]).toEqual([0, 'no-vma', 0]);
  });

  test('an access whose vma went while it waited outside the mmap lock', () => {
    const { thread, calls, end, perform } = faulting({}, ['drop', 'map']);
    thread.run('up_read').run('down_read');
    perform(detach_vma(0));
    thread.run();
    expect([calls.length, end()]).toEqual([1, 'no-vma']);
  });

  test('a write to a vma that is read-only, mapped or not', () => {
    for (const present of [[], [0]]) {
      const { thread, calls, end } = faulting({ write: true }, ['map'], {
        vmas: [{ writable: false, present }],
      });
      thread.run();
      expect([calls.length, end()]).toEqual([0, 'no-access']);
    }
  });
});

const USUAL = ALLOW_RETRY | KILLABLE;
const FLAGS: readonly (readonly [Caller, number, number])[] = [
  ['user', USUAL | USER, USUAL | USER | INTERRUPTIBLE],
  ['kernel', USUAL, USUAL | INTERRUPTIBLE],
  ['fixup', ALLOW_RETRY | REMOTE, USUAL | REMOTE],
  ['fixup-locked', 0, 0],
  ['nowait', ALLOW_RETRY | NOWAIT, ALLOW_RETRY | NOWAIT],
];

describe.each(FLAGS)('%s comes', (caller, once, many) => {
  const flagsOf = (write: boolean, profile = V5_5): number => {
    const { thread, calls } = faulting({ caller, write }, ['map'], { profile });
    thread.run();
    return calls[0]!.flags;
  };

  test('with its flags, and the one for writing', () => {
    expect([flagsOf(false), flagsOf(true)]).toEqual([once, once | WRITE]);
    expect([flagsOf(false, V5_10), flagsOf(true, V5_10)]).toEqual([many, many | WRITE]);
  });
});

describe('after VM_FAULT_RETRY', () => {
  test('the lock is taken anew, not given back', () => {
    const { thread, mm } = faulting({}, ['drop', 'map']);
    expect(thread.run().log).toEqual([
      ...['user_access mm', 'down_read mm', 'up_read mm'],
      ...['down_read mm', 'up_read mm', 'user_access mm = 1'],
    ]);
    expect(mm.readers).toBe(0);
  });

  test.each(['user', 'kernel'] as const)('%s may not retry again, up to v5.6', (caller) => {
    const { thread, calls } = faulting({ caller }, ['drop', 'map']);
    thread.run();
    const [first, second] = calls.map(({ flags }) => flags);
    expect(second).toBe((first! & ~ALLOW_RETRY) | TRIED);
  });

  test('a further retry, which is not allowed, is another trap with fresh flags', () => {
    const { thread, calls } = faulting({}, ['drop', 'drop', 'map']);
    thread.run();
    expect(calls[2]!.flags).toBe(calls[0]!.flags);
  });

  test('everybody may retry for ever from v5.7 on, up to a limit', () => {
    const { thread, calls, end } = faulting({}, ['drop'], { profile: V5_10 });
    thread.run();
    const [first, ...others] = calls.map(({ flags }) => flags);
    expect(new Set(others)).toEqual(new Set([first! | TRIED]));
    expect([calls.length, end()]).toEqual([ROUNDS_MAX, 'gave-up']);
  });

  test('a caller that did not want to wait still has the lock, and is done', () => {
    const { thread, end, mm } = faulting({ caller: 'nowait' }, [VM_FAULT_RETRY]);
    expect(thread.run().log).toEqual(ONE_TRAP.slice(0, 3));
    expect([end(), mm.readers]).toEqual(['nowait', 0]);
  });

  const afterSignal = (caller: Caller, signal: number, profile = V5_5) => {
    const fault = faulting({ caller }, ['drop', 'map'], { profile });
    fault.thread.run('up_read');
    fault.kernel.setSignal(0, signal);
    fault.thread.run();
    return { rounds: fault.calls.map(({ flags }) => (flags & TRIED) !== 0), end: fault.end() };
  };

  test.each([V5_5, V5_10])('a task that is being killed leaves ($retry)', (profile) => {
    for (const caller of ['user', 'kernel'] as const) {
      expect(afterSignal(caller, 2, profile)).toEqual({ rounds: [false], end: 'killed' });
    }
  });

  test.each([
    ['user', V5_5, true],
    ['kernel', V5_5, true],
    ['user', V5_10, false],
    ['kernel', V5_10, true],
  ] as const)('another signal sends user mode back from v5.7 on: %s, %o', (who, profile, tried) => {
    expect(afterSignal(who, 1, profile)).toEqual({ rounds: [false, tried], end: 'mapped' });
  });
});

test('accesses are those of a subject only while the handler runs', () => {
  const { thread, kernel } = faulting({}, ['drop', 'map']);
  thread.run('down_read');
  expect(kernel.inSubject).toBe(0);
  thread.run('up_read');
  expect(kernel.inSubject).toBe(1);
  thread.run('down_read');
  expect(kernel.inSubject).toBe(0);
});
