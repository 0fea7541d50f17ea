import { cachingAfterMove } from '../../../impl/kernel/caching.ts';
import { LAYOUT } from '../../../impl/kernel/memory/layout.ts';
import { PAGES_MAX, ttm_buffer_object } from '../../../impl/kernel/memory/structs.ts';
import { PAGE_SHIFT, VM_FAULT_ERROR, VM_FAULT_NOPAGE } from '../../../impl/kernel/mm-flags.ts';
import { isDummyPfn } from '../../../impl/kernel/pfn.ts';
import { TTM_PL_VRAM } from '../../../impl/kernel/ttm-flags.ts';
import type { Attempt } from '../attempt.ts';
import { cachingNumberOf, type Event, type Facts } from '../facts.ts';
import { OBJECT, PAGE_INDEX, TABLE_PAGE } from '../memory-map.ts';
import { type Entries, type Entry, fenceIndex, mustReport, vmaIndex } from './entry.ts';

const insert: Entry = (event, _facts, attempt) => {
  if (!attempt.inHandler) return;
  const page = (event.a - pageZero(attempt)) >> PAGE_SHIFT;
  if (isDummyPfn(event.b)) return insertDummy(event, attempt, page);
  attempt.insertsTried += 1;
  attempt.insertLastPage = page;
  attempt.insertLastReply = event.reply;
  if (event.reply === VM_FAULT_NOPAGE) {
    attempt.insertsDone += 1;
    if (page === attempt.page) attempt.faultingPageDone = true;
  } else if (page === attempt.page && !attempt.faultingPageDone) {
    mustReport(attempt, event, event.reply & VM_FAULT_ERROR);
  }
};

/** In place of a device that is gone; only the last result is told (domain.md §1.7). */
function insertDummy({ reply }: Event, attempt: Attempt, page: number): void {
  attempt.insertLastReply = reply;
  if (reply !== VM_FAULT_NOPAGE) attempt.again = true;
  else if (page === attempt.page) attempt.faultingPageDone = true;
}

/** Address of the first page of the vma in which the attempt is. */
const pageZero = (attempt: Attempt): number => attempt.address - (attempt.page << PAGE_SHIFT);

/** Position of 'gutting' among the kinds of moves, which `ttm_bo_handle_move_mem` is given. */
const GUTTING = 2;

const MOVING_OFFSET = ttm_buffer_object.offsets.moving;

/** Where objects are, what is mapped, and what the subject read and wrote of it. */
export const MAPPINGS: Entries = {
  vmf_insert_mixed: insert,
  vmf_insert_pfn: insert,
  vmf_insert_mixed_prot: insert,
  vmf_insert_pfn_prot: insert,

  pte_set({ task, step, object, a: address, b: pfn, c: prot }, facts) {
    const vma = vmaIndex(object);
    const entry = vma * PAGES_MAX + ((address & 0xffffff) >> PAGE_SHIFT);
    facts.ptePfn[entry] = pfn;
    facts.pteProt[entry] = prot;
    facts.pteTask[entry] = task;
    facts.pteStep[entry] = step;
  },
  zapped({ object }, facts) {
    const index = LAYOUT.objects.indexOf(object);
    facts.vmaObject.forEach((owner, vma) => {
      if (owner === index) clearVma(facts, vma);
    });
  },
  io_evicted({ object }, facts) {
    facts.object(object)!.ioReserved = false;
  },
  detached({ object }, facts) {
    facts.vmaAttached[vmaIndex(object)] = 0;
    clearVma(facts, vmaIndex(object));
  },
  freed({ object }, facts) {
    facts.freed[object >> 2] = 1;
  },
  moved({ object, a: placement, b: generation, c: fence }, facts) {
    const index = LAYOUT.objects.indexOf(object);
    const moved = facts.objects[index]!;
    moved.placement = placement;
    const { caching } = facts.world.objects[index]!;
    moved.cachingNumber = cachingNumberOf(cachingAfterMove(placement, caching));
    moved.generation = generation;
    moved.moving = fence;
    moved.moveFence = fence;
    moved.ioReserved = false;
    // A driver's hook moves by the GPU, which leaves a fence; the other moves are told of below.
    if (fence !== 0) makeTable(facts, object, placement);
    if (fence !== 0) facts.fenceSignaled[fenceIndex(fence)] = 0;
  },
  write({ object: address, a: value, b: old }, facts, attempt) {
    const page = PAGE_INDEX[address >> 2]!;
    if (page >= 0) facts.pageIndex[page] = value;
    const index = LAYOUT.objects.indexOf(address - MOVING_OFFSET);
    if (index < 0) return;
    facts.objects[index]!.moving = value;
    if (old === value) return;
    if (old !== 0 && fenceIndex(old) >= 0) attempt.fenceCleared[fenceIndex(old)]! += 1;
    if (value !== 0 && fenceIndex(value) >= 0) attempt.fenceCleared[fenceIndex(value)]! -= 1;
  },
  read({ object: address, a: value }, _facts, attempt) {
    const page = TABLE_PAGE[address >> 2]!;
    if (page < 0 || OBJECT[address >> 2] !== attempt.bo) return;
    const bit = 1 << page;
    if (value === 0) attempt.pagesMissing |= bit;
    else attempt.pagesMissing &= ~bit;
  },
  ttm_bo_handle_move_mem({ object, a: placement, b: kind }, facts) {
    if (kind !== GUTTING) return makeTable(facts, object, placement);
    const gutted = facts.object(object)!;
    gutted.table = 0;
    gutted.imported = false;
  },
};

/** A move makes the table that the new placement needs, where there is none. */
function makeTable(facts: Facts, object: number, placement: number): void {
  if (placement === TTM_PL_VRAM) return;
  facts.object(object)!.table ||= LAYOUT.tts[LAYOUT.objects.indexOf(object)]!;
}

/** Of what is mapped no more, nobody asks who mapped it. */
function clearVma({ ptePfn, pteProt, pteTask, pteStep }: Facts, vma: number): void {
  const [from, to] = [vma * PAGES_MAX, (vma + 1) * PAGES_MAX];
  ptePfn.fill(0, from, to);
  pteProt.fill(0, from, to);
  pteTask.fill(-1, from, to);
  pteStep.fill(0, from, to);
}
