import type {
  ActorSpec,
  Caller,
  FailureSpec,
  FaultSpec,
  ObjectSpec,
  VmaSpec,
  World,
} from '../../impl/kernel/world.ts';
import { counted, listed } from './words.ts';

/** A world in sentences, one for each thing in it; what is as usual is left out. */
export function worldInWords(world: World): string[] {
  return [
    ...world.objects.map((object, index) => objectInWords(object, index, world)),
    ...world.vmas.map((vma, index) => vmaInWords(vma, index, world)),
    ...world.faults.map((fault, index) => faultInWords(fault, index, world)),
    ...world.environment.map((actor, index) => actorInWords(actor, index, world)),
    ...world.failures.map(failureInWords),
    ...surroundings(world),
  ];
}

/** Names of the faulting tasks and the actors, by id, as `taskNames` of `impl/` gives them. */
export function taskNames({ faults, environment }: World): string[] {
  const seen = new Map<string, number>();
  const actors = environment.map(({ actor }) => {
    const times = (seen.get(actor) ?? 0) + 1;
    seen.set(actor, times);
    return times === 1 ? actor : `${actor}-${times}`;
  });
  return [...faults.map((_, index) => `fault-${index + 1}`), ...actors];
}

const PLACEMENTS = { system: 'system memory', tt: 'GTT memory', vram: 'video memory' } as const;
const MOVES = {
  none: [],
  pending: ['a move of it is under way'],
  signaled: ['a move of it is done but not yet noticed'],
} as const;
const IMPORTS = {
  false: [],
  mappable: ['of an EXTERNAL table that is mappable'],
  true: ['imported from another driver'],
} as const;
const TABLES = { empty: [], populated: ['populated'], absent: ['without a ttm'] } as const;

function objectInWords(object: ObjectSpec, index: number, { objects }: World): string {
  const reservation = object.reservation % objects.length;
  const owner = objects.findIndex((other) => other.reservation % objects.length === reservation);
  return [
    `bo-${index + 1}: ${counted(object.pages, 'page')} in ${PLACEMENTS[object.placement]}`,
    ...(object.caching === 'cached' ? [] : [object.caching]),
    ...TABLES[object.ttm],
    ...MOVES[object.moving],
    ...IMPORTS[`${object.imported}`],
    ...(object.handle ? ['kept by a handle too'] : []),
    ...(owner < index ? [`shares the reservation of bo-${owner + 1}`] : []),
  ].join(', ');
}

function vmaInWords(vma: VmaSpec, index: number, { objects }: World): string {
  const object = vma.object % objects.length;
  const whole = vma.offset === 0 && vma.pages === objects[object]?.pages;
  const last = vma.offset + vma.pages - 1;
  const pages = vma.pages === 1 ? `page ${vma.offset}` : `pages ${vma.offset} to ${last}`;
  const present = vma.present.map(String);
  return [
    `vma-${index + 1}: maps ${whole ? 'all' : pages} of bo-${object + 1}`,
    ...(vma.overhang ? ['its last page beyond the object'] : []),
    ...(vma.writable ? ['writable'] : []),
    ...(present.length > 0 ? [`with page ${listed(present)} mapped already`] : []),
  ].join(', ');
}

const CALLERS: Record<Caller, string> = {
  user: 'from user mode',
  kernel: 'from the kernel (copy_to_user)',
  fixup: 'by fixup_user_fault that may drop the mmap lock',
  'fixup-locked': 'by fixup_user_fault without retry',
  nowait: 'with RETRY_NOWAIT',
};

function faultInWords(fault: FaultSpec, index: number, { vmas }: World): string {
  const vma = fault.vma % vmas.length;
  const page = fault.page % (vmas[vma]?.pages ?? 1);
  const verb = fault.write ? 'writes to' : 'reads';
  return `fault-${index + 1}: ${verb} page ${page} of vma-${vma + 1} ${CALLERS[fault.caller]}`;
}

function actorInWords({ target, variant }: ActorSpec, index: number, world: World): string {
  const name = taskNames(world)[world.faults.length + index]!;
  const choice = Math.max(world.objects.length, world.vmas.length, world.faults.length) > 1;
  return `${name}: variant ${variant}${choice ? `, at number ${target + 1}` : ''}`;
}

function failureInWords({ task, primitive, call, error }: FailureSpec): string {
  const calls = call === 0 ? 'every call' : `call ${call}`;
  const failed: string = error.startsWith('E') ? `-${error}` : error;
  const how = error === 'MISSING_PAGE' ? 'leaves out a page' : `fails with ${failed}`;
  return `injected: ${calls} of ${primitive} by fault-${task + 1} ${how}`;
}

const NOTIFY = {
  absent: [],
  keeps: ['driver: fault_reserve_notify leaves the object where it is'],
  'to-tt': ['driver: fault_reserve_notify moves the object to GTT memory'],
  'to-vram': ['driver: fault_reserve_notify moves the object to video memory'],
} as const;

function surroundings({ driver, readersOvertake, defects }: World): string[] {
  return [
    ...NOTIFY[driver.notify],
    ...(driver.scattered ? ['driver: video memory is scattered (io_mem_pfn)'] : []),
    ...(driver.ioReserveLru.length > 0
      ? [`driver: io_reserve lock in use for ${listed(driver.ioReserveLru)}`]
      : []),
    ...(readersOvertake ? ['mmap lock: readers overtake a queued writer'] : []),
    ...(defects.length > 0 ? [`kernel: with known defect ${listed(defects)}`] : []),
  ];
}
