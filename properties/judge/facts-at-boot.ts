import { LAYOUT } from '../../impl/kernel/memory/layout.ts';
import { PAGES_MAX } from '../../impl/kernel/memory/structs.ts';
import type { Profile } from '../../impl/kernel/profile.ts';
import { MEMORY_TYPE_NAMES } from '../../impl/kernel/ttm-flags.ts';
import type { World } from '../../impl/kernel/world.ts';
import { expectedPfn, expectedProt } from './expected.ts';
import { cachingNumberOf, type Facts } from './facts.ts';

/** Sets the facts to what the world says before anything has happened. */
export function beginFacts(facts: Facts, world: World, profile: Profile): void {
  facts.begin(world, profile);
  beginObjects(facts);
  world.vmas.forEach((vma, index) => {
    facts.vmaObject[index] = vma.object % world.objects.length;
    facts.vmaAttached[index] = 1;
    for (const page of vma.present) beginEntry(facts, index, page);
  });
}

function beginObjects(facts: Facts): void {
  const { objects } = facts.world;
  let fences = 0;
  for (const [index, spec] of objects.entries()) {
    const object = facts.objects[index]!;
    if (spec.moving !== 'none') {
      object.moving = LAYOUT.fences[fences]!;
      if (spec.moving === 'signaled') facts.fenceSignaled[fences] = 1;
      fences += 1;
    }
    object.placement = MEMORY_TYPE_NAMES.indexOf(spec.placement);
    object.moveFence = object.moving;
    object.pages = spec.pages;
    object.cachingNumber = cachingNumberOf(spec.caching);
    object.table = spec.ttm === 'absent' ? 0 : LAYOUT.tts[index]!;
    object.imported = spec.imported === true && spec.ttm !== 'absent';
    object.resv = LAYOUT.resvs[spec.reservation % objects.length]!;
  }
}

function beginEntry(facts: Facts, vma: number, page: number): void {
  const spec = facts.world.vmas[vma]!;
  const object = facts.objects[facts.vmaObject[vma]!]!;
  if (page >= spec.pages || page + spec.offset >= object.pages) return;
  facts.ptePfn[vma * PAGES_MAX + page] = expectedPfn(facts, vma, page);
  facts.pteProt[vma * PAGES_MAX + page] = expectedProt(facts, vma);
}
