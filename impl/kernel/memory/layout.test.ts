import { describe, expect, test } from 'vitest';
import { TASKS_MAX } from '../../../scheduler/task.ts';
import { FAILURES_MAX, FAULTS_MAX } from '../world.ts';
import {
  addressOf,
  FENCES_MAX,
  LAYOUT,
  nameOf,
  placeAt,
  ROOM,
  STACKS_START,
  WORDS_USED,
} from './layout.ts';
import * as structs from './structs.ts';

const WORD = { size: 4 };
const words = (count: number): { readonly size: number } => ({ size: 4 * count });
const all = (addresses: readonly number[], type: { readonly size: number }): Extent[] =>
  addresses.map((start) => ({ start, end: start + type.size }));
interface Extent {
  readonly start: number;
  readonly end: number;
}

const HEAP: Extent[] = [
  ...all([LAYOUT.mm], structs.mm_struct),
  ...all(LAYOUT.resvs, structs.dma_resv),
  ...all(LAYOUT.fences, structs.dma_fence),
  ...all([LAYOUT.driver], structs.ttm_bo_driver),
  ...all([LAYOUT.glob], structs.ttm_bo_global),
  ...all([LAYOUT.device], structs.ttm_bo_device),
  ...all(LAYOUT.objects, structs.ttm_buffer_object),
  ...all(LAYOUT.tts, structs.ttm_tt),
  ...all(LAYOUT.pages.flat(), structs.page),
  ...all(LAYOUT.dummyPages, structs.page),
  ...all(LAYOUT.vmas, structs.vm_area_struct),
  ...all(LAYOUT.slots, structs.vma_slot),
  ...all(LAYOUT.childVmas, structs.vm_area_struct),
  ...all(LAYOUT.contexts, structs.ww_acquire_ctx),
];
const STACKS: Extent[] = [
  ...all(LAYOUT.vmfs, structs.vm_fault),
  ...all(LAYOUT.stackVmas, structs.vm_area_struct),
];
const SIMULATION: Extent[] = [
  ...all([LAYOUT.signals], words(TASKS_MAX)),
  ...all([LAYOUT.failureCalls], words(FAILURES_MAX)),
  ...all([LAYOUT.fenceNext, LAYOUT.fencesEmitted, LAYOUT.objectsDeleted], WORD),
  ...all([LAYOUT.timers], words(FAULTS_MAX)),
  ...all(LAYOUT.resources, structs.held_resource),
  ...all([LAYOUT.file], words(2)),
];

describe('memory', () => {
  test('has room for everything, and nothing overlaps', () => {
    const extents = [...HEAP, ...STACKS, ...SIMULATION].sort((a, b) => a.start - b.start);
    const overlaps = extents.filter(({ end }, index) => end > (extents[index + 1]?.start ?? end));
    expect(overlaps).toEqual([]);
    expect(extents.at(-1)!.end).toBe(4 * WORDS_USED);
    expect(extents.every(({ start }) => start > 0 && start % 4 === 0)).toBe(true);
  });

  test('has the stacks of the faulting tasks after all that the kernel shares', () => {
    expect(HEAP.every(({ end }) => end <= STACKS_START)).toBe(true);
    expect(STACKS.every(({ start }) => start >= STACKS_START)).toBe(true);
  });

  test('has as many of each thing as the limits say', () => {
    expect(LAYOUT.fences).toHaveLength(FENCES_MAX);
    expect(LAYOUT.contexts).toHaveLength(TASKS_MAX);
    expect(LAYOUT.pages.flat()).toHaveLength(structs.OBJECTS_MAX * structs.PAGES_MAX);
  });
});

describe('room for what a driver adds', () => {
  test('stands around the device and each object, belongs to it, and overlaps nothing', () => {
    const roomy = [
      [LAYOUT.device, structs.ttm_bo_device.size],
      ...LAYOUT.objects.map((at) => [at, structs.ttm_buffer_object.size] as const),
    ] as const;
    for (const [address, size] of roomy) {
      const edges = [
        address - ROOM.before,
        address - 4,
        address + size,
        address + size + ROOM.behind - 4,
      ];
      for (const edge of edges) expect(placeAt(edge)).toMatchObject({ address, pointer: false });
    }
    const rooms = roomy.map(([start, size]) => ({
      start: start - ROOM.before,
      end: start + size + ROOM.behind,
    }));
    const others = [...HEAP, ...STACKS, ...SIMULATION].filter(
      ({ start }) => !roomy.some(([address]) => address === start),
    );
    const inside = others.filter(({ start }) =>
      rooms.some((room) => start >= room.start && start < room.end),
    );
    expect(inside).toEqual([]);
  });
});

describe('the name of an address', () => {
  test('leads back to it', () => {
    const starts = [...HEAP, ...STACKS].map(({ start }) => start);
    expect(starts.map(nameOf).map(addressOf)).toEqual(starts);
    expect(new Set(starts.map(nameOf)).size).toBe(starts.length);
  });

  test('says what stands there', () => {
    expect(LAYOUT.objects.map(nameOf)).toEqual(['bo-1', 'bo-2', 'bo-3']);
    expect(LAYOUT.managers.map(nameOf)).toEqual(['man-system', 'man-tt', 'man-vram']);
    const mutex = LAYOUT.objects[1]! + structs.ttm_buffer_object.offsets.wu_mutex;
    expect([nameOf(mutex), addressOf('bo-2.wu_mutex')]).toEqual(['bo-2.wu_mutex', mutex]);
  });

  test('is NULL for 0, and the number where nothing is named', () => {
    expect([nameOf(0), addressOf('NULL')]).toEqual(['NULL', 0]);
    expect([nameOf(0x6b6b6b6b), nameOf(-4)]).toEqual(['0x6b6b6b6b', '0xfffffffc']);
    expect(addressOf('bo-9')).toBe(undefined);
  });
});

describe('the place at an address', () => {
  const bo = LAYOUT.objects[1]!;
  test('is the object, the struct and the field', () => {
    const { offsets } = structs.ttm_buffer_object;
    expect(placeAt(bo + offsets.moving)).toEqual({
      object: 'bo-2',
      struct: 'ttm_buffer_object',
      field: 'moving',
      address: bo,
      pointer: true,
    });
    expect(placeAt(bo + offsets.num_pages)).toMatchObject({ field: 'num_pages', pointer: false });
  });

  test('is described from the outermost struct, through embedded ones', () => {
    const bus = structs.ttm_buffer_object.offsets.mem + structs.ttm_mem_reg.offsets.bus;
    const at = bo + bus + structs.ttm_bus_placement.offsets.offset;
    expect(placeAt(at)).toMatchObject({ object: 'bo-2', field: 'mem.bus.offset', address: bo });
    expect(placeAt(bo)).toMatchObject({ object: 'bo-2', field: 'base.resv', pointer: true });
  });

  test('counts the elements of arrays', () => {
    const at = LAYOUT.tts[0]! + structs.ttm_tt.offsets.pages + 8;
    expect(placeAt(at)).toMatchObject({ object: 'ttm-1', field: 'pages[2]', pointer: true });
  });

  test('is nothing outside the described structs', () => {
    expect([placeAt(0), placeAt(LAYOUT.signals), placeAt(4 * WORDS_USED)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
