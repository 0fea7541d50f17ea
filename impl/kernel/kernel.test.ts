import { describe, expect, test } from 'vitest';
import { Runaway } from '../../scheduler/machine.ts';
import { addressOfPage, boot } from './boot.ts';
import { ACCESSES_MAX, Kernel } from './kernel.ts';
import { READ, WRITE } from './marks.ts';
import { LAYOUT, STACKS_END, STACKS_START } from './memory/layout.ts';
import { ttm_buffer_object, vm_fault } from './memory/structs.ts';
import { ttm_bo_handle_move_mem } from './move.ts';
import { vmf_insert_mixed } from './page-table.ts';
import { type Sketch, V5_5, V5_10, worldOf } from './testing/sketch.ts';
import { type Stage, stage } from './testing/stage.ts';
import { ttm_bo_put } from './ttm-bo.ts';

const FULL: Sketch = {
  objects: [
    { moving: 'pending', placement: 'tt', ttm: 'populated' },
    { reservation: 1, imported: true },
  ],
  vmas: [{ present: [0, 2] }, { object: 1, offset: 1, pages: 2 }],
  failures: [{ task: 0, primitive: 'vmf_insert', call: 1, error: 'VM_FAULT_OOM' }],
  driver: { notify: 'keeps', scattered: true },
};
/** Anything that changes the memory in many places. */
const disturb = ({ bo, vma, perform, kernel }: Stage): void => {
  perform(ttm_bo_handle_move_mem(bo(), 'vram', 'pipelined'));
  perform(vmf_insert_mixed(vma(), addressOfPage(0, 0), 1));
  perform(ttm_bo_put(bo(1)));
  perform(ttm_bo_put(bo(1)));
  kernel.setSignal(3, 2);
};

describe('booting', () => {
  test('gives the same memory for the same world, whatever happened before', () => {
    const scene = stage(FULL);
    const { kernel } = scene;
    const booted = kernel.words.slice();
    disturb(scene);
    expect(kernel.words).not.toEqual(booted);
    boot(kernel, kernel.world, V5_5);
    expect(kernel.words).toEqual(booted);
    // Not the same record, but the same world; then another one, and back.
    disturb(scene);
    boot(kernel, worldOf(FULL), V5_5);
    expect(kernel.words).toEqual(booted);
    boot(kernel, worldOf({}), V5_5);
    expect(kernel.words).toEqual(stage().kernel.words);
    boot(kernel, worldOf(FULL), V5_5);
    expect(kernel.words).toEqual(booted);
  });

  test('regards the profile', () => {
    const kernel = new Kernel();
    const world = worldOf({});
    boot(kernel, world, V5_5);
    const booted = kernel.fingerprint();
    boot(kernel, world, V5_10);
    expect(kernel.fingerprint()).not.toBe(booted);
    boot(kernel, world, V5_5);
    expect(kernel.fingerprint()).toBe(booted);
  });

  test('forgets the trace and who was inside a subject', () => {
    const scene = stage(FULL);
    disturb(scene);
    const { kernel } = scene;
    kernel.inSubject = 5;
    boot(kernel, kernel.world, kernel.profile);
    expect([kernel.trace.length, kernel.inSubject, kernel.running]).toEqual([0, 0, -1]);
  });
});

test('the fingerprint tells of a change in any single word but those of stacks', () => {
  const { kernel } = stage(FULL);
  const before = kernel.fingerprint();
  expect(kernel.fingerprint()).toBe(before);
  const unseen = kernel.words.findIndex((value, index) => {
    kernel.words[index] = value ^ 1;
    const changed = kernel.fingerprint() !== before;
    kernel.words[index] = value;
    const onStack = index >= STACKS_START >> 2 && index < STACKS_END >> 2;
    return changed === onStack;
  });
  expect(unseen).toBe(-1);
  expect(kernel.fingerprint()).toBe(before);
});

describe("a subject's accesses", () => {
  const inside = (): Kernel => {
    const { kernel } = stage();
    kernel.running = 1;
    kernel.inSubject = 1 << 1;
    return kernel;
  };
  const touch = (kernel: Kernel): void => {
    const bo = ttm_buffer_object.watched(kernel, LAYOUT.objects[0]!);
    bo.num_pages += 4;
  };

  test('are noted with their values', () => {
    const kernel = inside();
    touch(kernel);
    const object = LAYOUT.objects[0]! + ttm_buffer_object.offsets.num_pages;
    expect(kernel.trace.events()).toMatchObject([
      { kind: READ, task: 1, object, a: 3 },
      { kind: WRITE, task: 1, object, a: 7, b: 3 },
    ]);
  });

  test('are not noted of its own stack', () => {
    const kernel = inside();
    vm_fault.watched(kernel, LAYOUT.vmfs[1]!).flags = 4;
    expect(kernel.trace.length).toBe(0);
  });

  test('are not noted outside subject code, nor where nobody watches', () => {
    const outside = inside();
    outside.running = 0;
    const unwatched = inside();
    unwatched.watching = false;
    for (const kernel of [outside, unwatched]) {
      touch(kernel);
      expect(kernel.trace.length).toBe(0);
      expect(ttm_buffer_object.at(kernel, LAYOUT.objects[0]!).num_pages).toBe(7);
    }
  });

  test('are limited, since a loop without operations would not end', () => {
    const kernel = inside();
    kernel.watching = false;
    const vmf = vm_fault.watched(kernel, LAYOUT.vmfs[1]!);
    const loop = (): void => {
      for (let count = 0; count < ACCESSES_MAX; count += 1) vmf.flags = count;
    };
    expect(loop).not.toThrow();
    expect(() => vmf.flags).toThrow(Runaway);
    boot(kernel, kernel.world, kernel.profile);
    expect(() => vmf.flags).not.toThrow();
  });
});

test("what is freed is taken off its driver's list, and what is on no list stays as it is", () => {
  const { kernel, bo } = stage(FULL);
  const [head, first, second] = [LAYOUT.device - 8, bo(0).ptr - 16, bo(1).ptr - 16];
  const ring = (...links: number[]): void =>
    links.forEach((link, index) => {
      const next = links[(index + 1) % links.length]!;
      kernel.words[link >> 2] = next;
      kernel.words[(next >> 2) + 1] = link;
    });
  ring(head, first, second);
  // Only one neighbour leads back: no link.
  kernel.words[(bo(0).ptr - 32) >> 2] = head;
  kernel.words[(bo(0).ptr - 28) >> 2] = second;
  kernel.free(ttm_buffer_object, bo(0).ptr);
  expect([head, head + 4, second, second + 4].map((at) => kernel.words[at >> 2])).toEqual([
    ...[second, second],
    ...[head, head],
  ]);
});
