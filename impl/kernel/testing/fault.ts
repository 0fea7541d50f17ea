import { TRAP_END, TRAP_ENDS, type TrapEnd } from '../marks.ts';
import { LAYOUT } from '../memory/layout.ts';
import { vma_slot } from '../memory/structs.ts';
import { PROT_RW, VM_FAULT_NOPAGE, VM_FAULT_RETRY } from '../mm-flags.ts';
import { up_read } from '../mmap-lock.ts';
import type { Profile } from '../profile.ts';
import { type FaultHandler, faultingTask } from '../trap.ts';
import type { FaultSpec } from '../world.ts';
import { type Sketch, V5_5 } from './sketch.ts';
import { type Stage, stage } from './stage.ts';
import { type Thread, thread } from './thread.ts';

/**
 * What a scripted handler does: returns this, or maps the page, perhaps only to be read, or drops
 * the lock as well.
 */
export type Answer = number | 'map' | 'map-read-only' | 'drop';

/** A faulting task over a handler that answers from a list, its last entry for ever. */
export interface Fault extends Stage {
  readonly thread: Thread;
  /** The fault flags of each call of the handler, and what else it was told. */
  readonly calls: readonly { readonly flags: number; readonly address: number; pgoff: number }[];
  /** How the access ended, if it did. */
  readonly end: () => TrapEnd | undefined;
}

/** The world of the fault, and what the driver wants to hear of. */
export interface FaultSketch extends Sketch {
  readonly profile?: Profile;
  readonly handlesMkwrite?: boolean;
}

/** Sets a fault up; nothing has run yet. */
export function faulting(
  fault: Partial<FaultSpec>,
  answers: readonly Answer[],
  { profile = V5_5, handlesMkwrite = false, ...sketch }: FaultSketch = {},
): Fault {
  const scene = stage({ ...sketch, faults: [fault] }, profile);
  const { kernel, mm, events } = scene;
  const calls: { flags: number; address: number; pgoff: number }[] = [];
  const handler: FaultHandler = function* (vmf) {
    calls.push({ flags: vmf.flags, address: vmf.address, pgoff: vmf.pgoff });
    const answer = answers[Math.min(calls.length, answers.length) - 1]!;
    if (answer === 'map') return mapPage(scene, vmf.address);
    if (answer === 'map-read-only') return mapPage(scene, vmf.address, PROT_RW);
    if (answer !== 'drop') return answer;
    yield up_read(mm);
    return VM_FAULT_RETRY;
  };
  const [spec] = kernel.world.faults;
  return {
    ...scene,
    calls,
    thread: thread(scene, 0, () =>
      faultingTask(kernel, 0, spec!, { fault: handler, handlesMkwrite }),
    ),
    end() {
      const [event] = events(TRAP_END);
      return event && TRAP_ENDS[event.reply];
    },
  };
}

/** Maps the page without a primitive, so that a log shows the core alone. */
function mapPage({ kernel, vma }: Stage, address: number, without = 0): number {
  const slot = vma_slot.at(kernel, LAYOUT.slots[0]!);
  const page = (address - vma().vm_start) >> 12;
  slot.pte_pfn.put(page, 1 + page);
  slot.pte_prot.put(page, vma().vm_page_prot & ~without);
  return VM_FAULT_NOPAGE;
}
