import { LAYOUT } from '../../impl/kernel/memory/layout.ts';
import { PAGES_MAX } from '../../impl/kernel/memory/structs.ts';
import type { Profile } from '../../impl/kernel/profile.ts';
import { MEMORY_TYPE_NAMES } from '../../impl/kernel/ttm-flags.ts';
import type { World } from '../../impl/kernel/world.ts';
import { expectedPfn, expectedProt } from './expected.ts';
import type { Facts } from './facts.ts';

/** Sets the facts to what the world says before anything has happened. */
export function beginFacts(facts: Facts, world: World, profile: Profile): void {
  facts.world = world;
  facts.profile = profile;
  facts.owner.fill(-1);
  facts.reads.fill(0);
  facts.writer = -1;
  facts.spinlocks.fill(0);
  facts.actingTask = -1;
  facts.actingSince = 0;
  facts.freed.fill(0);
  facts.fenceSignaled.fill(0);
  facts.signal.fill(0);
  facts.pteProt.fill(0);
  facts.pteTask.fill(-1);
  facts.pageIndex.fill(0);
  beginObjects(facts);
  facts.vmaObject.length = 0;
  world.vmas.forEach((vma, index) => {
    facts.vmaObject.push(vma.object % world.objects.length);
    facts.vmaAttached[index] = 1;
    for (const page of vma.present) beginEntry(facts, index, page);
  });
  for (let task = 0; task < world.faults.length; task += 1) {
    const attempt = facts.attempts[task]!;
    attempt.inHandler = false;
    attempt.retries = 0;
    attempt.trapFingerprint = 0;
  }
}

function beginObjects(facts: Facts): void {
  const { objects } = facts.world;
  let fences = 0;
  facts.objects.length = 0;
  for (const [index, spec] of objects.entries()) {
    let moving = 0;
    if (spec.moving !== 'none') {
      moving = LAYOUT.fences[fences]!;
      if (spec.moving === 'signaled') facts.fenceSignaled[fences] = 1;
      fences += 1;
    }
    facts.objects.push({
      placement: MEMORY_TYPE_NAMES.indexOf(spec.placement),
      generation: 0,
      moving,
      moveFence: moving,
      pages: spec.pages,
      caching: spec.caching,
      table: spec.ttm === 'absent' ? 0 : LAYOUT.tts[index]!,
      imported: spec.imported && spec.ttm !== 'absent',
      resv: LAYOUT.resvs[spec.reservation % objects.length]!,
    });
  }
}

function beginEntry(facts: Facts, vma: number, page: number): void {
  const spec = facts.world.vmas[vma]!;
  const object = facts.objects[facts.vmaObject[vma]!]!;
  if (page >= spec.pages || page + spec.offset >= object.pages) return;
  facts.ptePfn[vma * PAGES_MAX + page] = expectedPfn(facts, vma, page);
  facts.pteProt[vma * PAGES_MAX + page] = expectedProt(facts, vma);
}
