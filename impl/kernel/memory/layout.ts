import { TASKS_MAX } from '../../../scheduler/task.ts';
import { MEMORY_TYPE_NAMES } from '../ttm-flags.ts';
import { ACTORS_MAX, FAILURES_MAX, FAULTS_MAX, VMAS_MAX } from '../world.ts';
import type { Struct } from './fields.ts';
import {
  dma_fence,
  dma_resv,
  held_resource,
  mm_struct,
  OBJECTS_MAX,
  PAGES_MAX,
  page,
  ttm_bo_device,
  ttm_bo_driver,
  ttm_bo_global,
  ttm_buffer_object,
  ttm_mem_type_manager,
  ttm_tt,
  vm_area_struct,
  vm_fault,
  vma_slot,
  ww_acquire_ctx,
} from './structs.ts';

/** What of the driver's own can be held at the same time. */
export const RESOURCES_MAX = 8;
/**
 * Bytes before and behind an object and the device: a driver's own struct has TTM's inside of it,
 * at any offset, and what it adds stands here. It lives and dies with what it is around.
 */
export const ROOM = { before: 0x80, behind: 0x100 } as const;

/** Fences of one run: those there at boot and those of later moves. */
export const FENCES_MAX = 20;

/** A named place in memory: an object and which of its fields. */
export interface Place {
  readonly object: string;
  readonly struct: string;
  readonly field: string;
  /** Address of the object that the field belongs to (an outermost one). */
  readonly address: number;
  /** The field holds an address. */
  readonly pointer: boolean;
}

/** Memory below belongs to nobody: an address there is NULL, or NULL and an offset. */
export const NULL_END = 0x100;

const places: (Place | undefined)[] = [];
const names = new Map<number, string>();
let free = NULL_END;

function describeFields(type: Struct, name: string, base: number, at: number, path: string): void {
  for (const [field, spec] of Object.entries(type.fields)) {
    const start = at + type.offsets[field]!;
    const full = path === '' ? field : `${path}.${field}`;
    if (spec.kind === 'alias') continue;
    if (spec.kind === 'embed') {
      if (!names.has(start)) names.set(start, `${name}.${full}`);
      describeFields(spec.target as Struct, name, base, start, full);
      continue;
    }
    // The elements are objects with names of their own.
    if (spec.kind === 'embeds') continue;
    const length = 'length' in spec ? spec.length : 1;
    for (let index = 0; index < length; index += 1) {
      const element = length === 1 ? full : `${full}[${index}]`;
      places[(start >> 2) + index] = {
        object: name,
        struct: type.name,
        field: element,
        address: base,
        pointer: spec.kind === 'pointer' || spec.kind === 'pointers',
      };
    }
  }
}

function place<S extends { readonly name: string; readonly size: number }>(
  type: S,
  name: string,
  inside?: number,
): number {
  const address = inside ?? free;
  if (inside === undefined) free += type.size;
  names.set(address, name);
  describeFields(type as unknown as Struct, name, address, address, '');
  return address;
}

/** The same with room around it, whose words belong to it. */
function roomy<S extends { readonly name: string; readonly size: number }>(
  type: S,
  name: string,
): number {
  const start = free;
  free += ROOM.before;
  const address = place(type, name);
  const behind = free;
  free += ROOM.behind;
  for (let at = start; at < free; at += 4) {
    if (at >= address && at < behind) continue;
    const field = at < address ? `driver[-${address - at}]` : `driver[${at - behind}]`;
    places[at >> 2] = { object: name, struct: type.name, field, address, pointer: false };
  }
  return address;
}

const several = (type: { readonly name: string; readonly size: number }, name: string, n: number) =>
  Array.from({ length: n }, (_, index) => place(type, `${name}-${index + 1}`));

const device = roomy(ttm_bo_device, 'bdev');

/**
 * Where everything stands in memory: the same for every world, so that a view, a trace and a name
 * mean the same in every run.
 */
export const LAYOUT = {
  mm: place(mm_struct, 'mm'),
  resvs: several(dma_resv, 'resv', OBJECTS_MAX),
  fences: several(dma_fence, 'fence', FENCES_MAX),
  glob: place(ttm_bo_global, 'glob'),
  driver: place(ttm_bo_driver, 'driver'),
  device,
  managers: MEMORY_TYPE_NAMES.map((name, type) =>
    place(
      ttm_mem_type_manager,
      `man-${name}`,
      device + ttm_bo_device.offsets.man + type * ttm_mem_type_manager.size,
    ),
  ),
  objects: Array.from({ length: OBJECTS_MAX }, (_, index) =>
    roomy(ttm_buffer_object, `bo-${index + 1}`),
  ),
  tts: several(ttm_tt, 'ttm', OBJECTS_MAX),
  pages: Array.from({ length: OBJECTS_MAX }, (_, object) =>
    several(page, `bo-${object + 1}.page`, PAGES_MAX),
  ),
  /** A page of zeroes for each faulting task, in place of those of a device that is gone. */
  dummyPages: several(page, 'dummy-page', FAULTS_MAX),
  vmas: several(vm_area_struct, 'vma', VMAS_MAX),
  slots: several(vma_slot, 'pagetable', VMAS_MAX),
  /** Copies that fork makes, by actor. */
  childVmas: several(vm_area_struct, 'child-vma', ACTORS_MAX),
  contexts: several(ww_acquire_ctx, 'ctx', TASKS_MAX),
  /** The faulting tasks' stacks: the fault itself, and room for a copy of a vma. */
  vmfs: several(vm_fault, 'vmf', FAULTS_MAX),
  stackVmas: several(vm_area_struct, 'cvma', FAULTS_MAX),
  /** Words of the simulation itself. */
  signals: reserve(TASKS_MAX),
  failureCalls: reserve(FAILURES_MAX),
  fenceNext: reserve(1),
  /** How many fences the GPU has still to signal, and how many objects wait to be destroyed. */
  fencesEmitted: reserve(1),
  objectsDeleted: reserve(1),
  /** By faulting task: so much time has passed that its next bounded wait comes to its end. */
  timers: reserve(FAULTS_MAX),
  /** What of the driver's own is held: locks, references, power. */
  resources: Array.from({ length: RESOURCES_MAX }, () => reserve(held_resource.size >> 2)),
  /** `struct file`: its address space, which is that of the device. */
  file: reserve(2),
} as const;

function reserve(words: number): number {
  const address = free;
  free += 4 * words;
  return address;
}

/** From here on memory is a task's own stack: no law looks at its accesses. */
export const STACKS_START = LAYOUT.vmfs[0]!;
/** Here the stacks end, and the words of the simulation begin. */
export const STACKS_END = LAYOUT.signals;

/** Words that a world takes. */
export const WORDS_USED = free >> 2;

/** The field at an address, if a described struct stands there. */
export const placeAt = (address: number): Place | undefined => places[address >> 2];

/** `bo-1`, `resv-2`, `man-vram`, or the number itself. */
export const nameOf = (address: number): string =>
  address === 0 ? 'NULL' : (names.get(address) ?? `0x${(address >>> 0).toString(16)}`);

const addresses = new Map([...names].map(([address, name]) => [name, address]));
/** The address with this name, or undefined. */
export const addressOf = (name: string): number | undefined =>
  name === 'NULL' ? 0 : addresses.get(name);
