import { describe, expect, test } from 'vitest';
import { encode, JOB_BYTES, type Play, unplayable } from './job.ts';

const PLAY: Play = {
  world: {
    objects: [
      {
        ...({ placement: 'vram', caching: 'write-combined', pages: 3, reservation: 4 } as const),
        ...({ moving: 'pending', ttm: 'empty', imported: false, handle: true } as const),
      },
    ],
    vmas: [{ object: 2, offset: 1, pages: 2, overhang: false, writable: true, present: [1, 9] }],
    faults: [{ vma: 0, page: 3, caller: 'fixup', write: true }],
    environment: [{ actor: 'munmap', target: 5, variant: 'write-locked' }],
    failures: [
      { task: 0, primitive: 'vmf_insert', call: 2, error: 'VM_FAULT_SIGBUS' },
      { task: 0, primitive: 'fault_reserve_notify', call: 1, error: 'EBUSY' },
    ],
    driver: { notify: 'absent', scattered: true, ioReserveLru: [] },
    readersOvertake: false,
    defects: [],
  },
  tasks: ['fault-1', 'munmap', 'gpu', 'release-worker'],
  steps: [
    { task: 0, early: false },
    { task: 1, early: true },
    { task: 2, early: false },
    { task: 3, early: false },
  ],
  deadlocked: false,
};

describe('a job', () => {
  const bytes = encode(PLAY, 7);
  const words = [...new Int32Array(bytes.buffer, 0, 61)];

  test('says how much there is of everything, and only failures that the module injects', () => {
    expect(bytes.length).toBe(JOB_BYTES);
    expect(words.slice(1, 10)).toEqual([7, 1, 0, 1, 1, 1, 1, 1, 4]);
  });

  test('has indices that lie within the world', () => {
    expect(words.slice(10, 18)).toEqual([2, 1, 3, 0, 1, 0, 0, 1]);
    expect(words.slice(34, 39)).toEqual([0, 1, 2, 1, 2]);
    expect(words.slice(49, 53)).toEqual([0, 1, 2, 1]);
    expect(new Int32Array(bytes.buffer, 4 * 61, 3)).toEqual(Int32Array.of(1, 0, 1));
  });

  test.each([
    ['fork', [7, 0, 0]],
    ['timer', [8, 0, 0]],
    ['unplug', [6, 0, 0]],
  ])('has the actor %s by its number, and its target within the world', (actor, row) => {
    const variant = { fork: 'child-exits', timer: 'passes', unplug: 'unplug' }[actor]!;
    const world = { ...PLAY.world, environment: [{ actor, target: 5, variant }] };
    const encoded = encode({ ...PLAY, world }, 7);
    expect([...new Int32Array(encoded.buffer, 4 * 61, 3)]).toEqual(row);
  });

  test('ends with the steps, those of the GPU and the worker by names of their own', () => {
    const steps = bytes.subarray(JOB_BYTES - 2048);
    expect([...steps.subarray(0, 5)]).toEqual([0, 0x81, 0x40, 0x41, 0]);
  });
});

describe('a world that no real kernel can play is refused with its reason', () => {
  const { world } = PLAY;
  test.each([
    ['readers', { ...world, readersOvertake: true }, /overtake/],
    ['a hook', { ...world, driver: { ...world.driver, notify: 'to-tt' as const } }, /v5\.11/],
    [
      'an import',
      { ...world, objects: [{ ...world.objects[0]!, imported: 'mappable' as const }] },
      /mappable/,
    ],
    ['an actor', { ...world, environment: [{ actor: 'ptrace', target: 0, variant: '' }] }, /actor/],
  ])('%s', (_, other, reason) => {
    expect(unplayable({ ...PLAY, world: other })).toMatch(reason);
  });

  test('and one that can be played is not', () => {
    expect(unplayable(PLAY)).toBeUndefined();
  });
});
