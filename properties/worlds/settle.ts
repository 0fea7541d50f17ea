import type { PrimitiveName } from '../../impl/kernel/event-names.ts';
import { PAGES_MAX } from '../../impl/kernel/memory/structs.ts';
import type { ObjectSpec, VmaSpec, World } from '../../impl/kernel/world.ts';

/**
 * Makes any generated world a legal one, by the rules that the kernel enforces before a fault: a
 * vma lies inside its object (unless it overhangs on purpose), indices exist, video memory has
 * pages only after a move, and an object that nobody has mapped has a handle, or it would not
 * exist. Settling a settled world changes nothing, so worlds can be generated and shrunk field by
 * field.
 */
export function settle(world: World): World {
  const objects = world.objects.map((spec, index) => settleObject(world, spec, index));
  const vmas = world.vmas.map((spec) => settleVma(objects, spec));
  const faults = world.faults.map((fault) => {
    const vma = fault.vma % vmas.length;
    const { pages, overhang, writable } = vmas[vma]!;
    // mmap refuses a vma that leaves its object; only that the helpers check it too is of interest.
    const page = overhang ? pages - 1 : fault.page % pages;
    return { ...fault, vma, page, write: fault.write && writable };
  });
  const failures = world.failures
    .filter(({ task }) => task < faults.length)
    .filter(({ primitive }) => primitive !== NOTIFY || world.driver.notify !== 'absent');
  return { ...world, objects, vmas, faults, failures };
}

const NOTIFY: PrimitiveName = 'fault_reserve_notify';

function settleObject(world: World, spec: ObjectSpec, index: number): ObjectSpec {
  // An imported object is described by its table, and is never moved by this driver.
  const ttm = spec.imported === true && spec.ttm === 'absent' ? 'empty' : spec.ttm;
  const reservation = Math.min(spec.reservation, index) % world.objects.length;
  const mapped = world.vmas.some(({ object }) => object % world.objects.length === index);
  const pages = Math.min(Math.max(spec.pages, 1), PAGES_MAX - 1);
  const handle = spec.handle || !mapped;
  return { ...spec, ttm, reservation, handle, pages };
}

function settleVma(objects: readonly ObjectSpec[], spec: VmaSpec): VmaSpec {
  const object = spec.object % objects.length;
  const { pages } = objects[object]!;
  const offset = Math.min(spec.offset, pages - 1);
  const inside = Math.max(1, Math.min(spec.overhang ? pages : spec.pages, pages - offset));
  const size = spec.overhang ? pages - offset + 1 : inside;
  const present = [...new Set(spec.present)].filter((page) => page < size).sort((a, b) => a - b);
  return { ...spec, object, offset, pages: size, present };
}
