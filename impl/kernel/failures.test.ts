import { describe, expect, test } from 'vitest';
import { addressOfPage, boot } from './boot.ts';
import { EBUSY, EINVAL, ENOMEM } from './errno.ts';
import './index.ts';
import { failablePrimitives } from './failures.ts';
import { replyOf } from './kernel.ts';
import { VM_FAULT_NOPAGE, VM_FAULT_OOM, VM_FAULT_SIGBUS } from './mm-flags.ts';
import { fault_reserve_notify } from './move.ts';
import { vmf_insert_mixed } from './page-table.ts';
import { failing } from './testing/sketch.ts';
import { type Stage, stage } from './testing/stage.ts';
import type { FailureSpec } from './world.ts';

/** The failures of a world, on two primitives of which it does not matter what they do. */

const notify = ({ bo, perform }: Stage, task = 0): number =>
  perform(fault_reserve_notify(bo()), task);
const failure = (call: number, error: FailureSpec['error'], task = 0): FailureSpec => ({
  task,
  primitive: 'fault_reserve_notify',
  call,
  error,
});
const replies = (failures: readonly FailureSpec[]): number[] => {
  const scene = stage({ failures, driver: { notify: 'keeps' } });
  return [1, 2, 3, 4].map(() => notify(scene));
};

describe('a failure', () => {
  test.each([
    [1, [-EINVAL, 0, 0, 0]],
    [3, [0, 0, -EINVAL, 0]],
    [0, [-EINVAL, -EINVAL, -EINVAL, -EINVAL]],
  ])('of call %i hits that call, 0 every one', (call, expected) => {
    expect(replies([failure(call, 'EINVAL')])).toEqual(expected);
  });

  test.each([
    [1, 2],
    [2, 1],
  ])('hits its call beside another of the same primitive (%i before %i)', (one, other) => {
    const errors: Record<number, FailureSpec['error']> = { 1: 'EINVAL', 2: 'EBUSY' };
    const both = [failure(one, errors[one]!), failure(other, errors[other]!)];
    expect(replies(both)).toEqual([-EINVAL, -EBUSY, 0, 0]);
  });

  test('of a certain call goes before one of every call that follows it in the list', () => {
    const both = [failure(2, 'EBUSY'), failure(0, 'ENOMEM')];
    expect(replies(both)).toEqual([-ENOMEM, -EBUSY, -ENOMEM, -ENOMEM]);
  });

  test("hits its task, whose calls alone it counts, and its primitive's", () => {
    const scene = stage({ failures: [failure(2, 'EINVAL', 1)], driver: { notify: 'keeps' } });
    const { vma, perform } = scene;
    const order = [1, 0, 0, 1, 1].map((task) => notify(scene, task));
    expect(order).toEqual([0, 0, 0, -EINVAL, 0]);
    const insert = vmf_insert_mixed(vma(), addressOfPage(0, 0), 1);
    expect(perform(insert, 1)).toBe(VM_FAULT_NOPAGE);
  });

  test('happens again after the next boot', () => {
    const scene = stage({ failures: [failure(1, 'EINVAL')], driver: { notify: 'keeps' } });
    expect([notify(scene), notify(scene)]).toEqual([-EINVAL, 0]);
    boot(scene.kernel, scene.kernel.world, scene.kernel.profile);
    expect([notify(scene), notify(scene)]).toEqual([-EINVAL, 0]);
  });

  test('can be foreseen, without being counted', () => {
    const { kernel, bo } = stage(failing('fault_reserve_notify', 'EINVAL', 2));
    const { kind } = fault_reserve_notify(bo());
    expect([kernel.failureAhead(kind, 0), kernel.failureAhead(kind, 0)]).toEqual([0, 0]);
    kernel.failure(kind, 0);
    expect([kernel.failureAhead(kind, 0), kernel.failureAhead(kind, 1)]).toEqual([-EINVAL, 0]);
    kernel.failure(kind, 0);
    expect(kernel.failureAhead(kind, 0)).toBe(0);
  });

  test('is a negative errno or a result of the fault', () => {
    expect(replyOf('EINVAL')).toBe(-EINVAL);
    expect(replyOf('VM_FAULT_OOM')).toBe(VM_FAULT_OOM);
    expect(replyOf('VM_FAULT_SIGBUS')).toBe(VM_FAULT_SIGBUS);
    expect(replyOf('MISSING_PAGE')).toBe(1);
  });
});

test('the primitives that can fail are those of domain.md §2', () => {
  expect([...failablePrimitives().keys()].sort()).toEqual([
    'alloc_page',
    'dma_fence_wait',
    'drmm_add_action',
    'fault_reserve_notify',
    'ttm_mem_io_reserve',
    'ttm_tt_populate',
    'vmf_insert',
  ]);
});
