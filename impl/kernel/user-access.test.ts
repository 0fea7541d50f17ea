import { describe, expect, test } from 'vitest';
import { addressOfPage } from './boot.ts';
import { EINTR } from './errno.ts';
import { user_access } from './page-table.ts';
import { type Stage, stage } from './testing/stage.ts';
import { detach_vma } from './vma.ts';

/** The instruction that faults, or does not. */

interface Access {
  readonly page?: number;
  readonly write?: boolean;
  readonly userMode?: boolean;
}
const touch = ({ mm, perform }: Stage, access: Access = {}): number => {
  const { page = 0, write = false, userMode = true } = access;
  return perform(user_access(mm, addressOfPage(0, page), { write, userMode }));
};

describe('an access', () => {
  test('succeeds where a page is mapped, and faults where none is', () => {
    const scene = stage({ vmas: [{ present: [1] }] });
    expect([0, 1, 2].map((page) => touch(scene, { page }))).toEqual([0, 1, 0]);
  });

  test.each([
    ['writable', true, [1, 1]],
    ['read-only', false, [1, 0]],
  ] as const)('reads and writes a %s page as far as that goes', (_, writable, replies) => {
    const scene = stage({ vmas: [{ writable, present: [0] }] });
    expect([false, true].map((write) => touch(scene, { write }))).toEqual(replies);
  });

  test('faults where the vma is gone', () => {
    const scene = stage({ vmas: [{ present: [0] }] });
    scene.perform(detach_vma(0));
    expect(touch(scene)).toBe(0);
  });

  test('from user mode delivers a signal that does not kill, and goes on', () => {
    const scene = stage({ vmas: [{ present: [0] }] });
    scene.kernel.setSignal(0, 1);
    expect(touch(scene)).toBe(1);
    expect(scene.kernel.signal(0)).toBe(0);
  });

  test('from the kernel leaves that signal pending', () => {
    const scene = stage({ vmas: [{ present: [0] }] });
    scene.kernel.setSignal(0, 1);
    expect(touch(scene, { userMode: false })).toBe(1);
    expect(scene.kernel.signal(0)).toBe(1);
  });

  test('is the end of a task that was killed', () => {
    const scene = stage({ vmas: [{ present: [0] }] });
    scene.kernel.setSignal(0, 2);
    expect(touch(scene)).toBe(-EINTR);
    expect(scene.kernel.signal(0)).toBe(2);
  });

  test('from the kernel goes on even if the task was killed', () => {
    const scene = stage({ vmas: [{ present: [0] }] });
    scene.kernel.setSignal(0, 2);
    expect(touch(scene, { userMode: false })).toBe(1);
  });
});
