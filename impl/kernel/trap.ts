import type { Coroutine } from '../../scheduler/operation.ts';
import { addressOfPage } from './boot.ts';
import type { Kernel } from './kernel.ts';
import {
  FAULT_ENTER,
  FAULT_RETURN,
  TRAP_BEGIN,
  TRAP_END,
  TRAP_ENDS,
  type TrapEnd,
} from './marks.ts';
import { LAYOUT } from './memory/layout.ts';
import { mm_struct, vm_area_struct, vm_fault, vma_slot } from './memory/structs.ts';
import { finish_mkwrite_fault, protOfPage, readOnlyPfn } from './mkwrite.ts';
import {
  FAULT_FLAG_ALLOW_RETRY,
  FAULT_FLAG_INTERRUPTIBLE,
  FAULT_FLAG_KILLABLE,
  FAULT_FLAG_MKWRITE,
  FAULT_FLAG_REMOTE,
  FAULT_FLAG_RETRY_NOWAIT,
  FAULT_FLAG_TRIED,
  FAULT_FLAG_USER,
  FAULT_FLAG_WRITE,
  PAGE_SHIFT,
  PROT_RW,
  VM_FAULT_ERROR,
  VM_FAULT_NOPAGE,
  VM_FAULT_RETRY,
  VM_WRITE,
} from './mm-flags.ts';
import { down_read, up_read } from './mmap-lock.ts';
import { user_access } from './page-table.ts';
import type { Caller, FaultSpec } from './world.ts';

/**
 * The architecture's page-fault loop around a handler (domain.md §3.3).
 *
 * The access is tried, traps, is handled, and is tried again until it succeeds or fails for good.
 */

/** Times that an access may trap before the task gives up: enough to see a loop repeat itself. */
export const TRAPS_MAX = 4;
/** Rounds of one trap; a correct subject needs two. */
export const ROUNDS_MAX = 4;
/** As the limit of traps and rounds: tasks go on as long as they want, and do not count. */
export const ENDLESS = Number.POSITIVE_INFINITY;
/** Tells what a handler knows from what the core knows before and after it. */
const BEFORE = 0x10000;
const AFTER = 0x20000;

/** A `vm_operations_struct.fault` callback: gets the fault, gives back a vm_fault_t. */
export type FaultHandler = (vmf: vm_fault) => Coroutine;

/** A driver's callbacks, as far as faults go. */
export interface Callbacks {
  readonly fault: FaultHandler;
  /** `fault` is `pfn_mkwrite` as well: called with FAULT_FLAG_MKWRITE. */
  readonly handlesMkwrite?: boolean;
}

/** The fault flags with which each caller comes (domain.md §3.4). */
function flagsOf(fault: FaultSpec, retry: 'once' | 'many'): number {
  const write = fault.write ? FAULT_FLAG_WRITE : 0;
  const interruptible = retry === 'many' ? FAULT_FLAG_INTERRUPTIBLE : 0;
  const standard = FAULT_FLAG_ALLOW_RETRY | FAULT_FLAG_KILLABLE | interruptible;
  const flags: Record<Caller, number> = {
    user: standard | FAULT_FLAG_USER,
    kernel: standard,
    fixup:
      FAULT_FLAG_ALLOW_RETRY | FAULT_FLAG_REMOTE | (retry === 'many' ? FAULT_FLAG_KILLABLE : 0),
    'fixup-locked': 0,
    nowait: FAULT_FLAG_ALLOW_RETRY | FAULT_FLAG_RETRY_NOWAIT,
  };
  return write | flags[fault.caller];
}

/** A faulting thread: one access of one page, with every trap that it takes. */
export function* faultingTask(
  kernel: Kernel,
  task: number,
  fault: FaultSpec,
  callbacks: Callbacks,
): Coroutine<void> {
  const mm = mm_struct.at(kernel, LAYOUT.mm);
  const vma = fault.vma % kernel.world.vmas.length;
  const address = addressOfPage(vma, fault.page % kernel.world.vmas[vma]!.pages);
  const access = { write: fault.write, userMode: fault.caller === 'user' };
  const trapsMax = kernel.trapLimit ?? TRAPS_MAX;
  let end: TrapEnd = 'gave-up';
  for (let traps = 0; traps < trapsMax; traps += 1) {
    // Who traps without limit does not count.
    const counts = kernel.trapLimit !== ENDLESS;
    kernel.recorder?.forget(task, counts ? traps : 0);
    const reply = yield user_access(mm, address, access);
    if (reply !== 0) {
      end = reply > 0 ? 'mapped' : 'killed';
      break;
    }
    const flags = flagsOf(fault, kernel.profile.retry);
    // Only a trap that is taken again can show that nothing changes any more.
    const fingerprint = counts && traps === 0 ? 0 : kernel.fingerprint();
    kernel.trace.mark(TRAP_BEGIN, task, mm.ptr, address, flags, fingerprint);
    const ended = yield* trap(kernel, {
      task,
      traps: counts ? traps : 0,
      roundsMax: kernel.trapLimit ?? ROUNDS_MAX,
      vma,
      address,
      flags,
      callbacks,
    });
    if (ended === undefined) continue;
    end = ended;
    break;
  }
  kernel.trace.mark(TRAP_END, task, mm.ptr, address, 0, 0, TRAP_ENDS.indexOf(end));
}

interface Trap {
  readonly task: number;
  /** How often the access has trapped before. */
  readonly traps: number;
  readonly roundsMax: number;
  readonly vma: number;
  readonly address: number;
  readonly flags: number;
  readonly callbacks: Callbacks;
}

interface HandlerEnd {
  readonly bo: number;
  readonly result: number;
}

/** One trap with its retries; undefined when the instruction is to be tried again. */
function* trap(kernel: Kernel, it: Trap): Coroutine<TrapEnd | undefined> {
  const mm = mm_struct.at(kernel, LAYOUT.mm);
  let { flags } = it;
  for (let rounds = 0; rounds < it.roundsMax; rounds += 1) {
    yield down_read(mm);
    const refused = accessError(kernel, it);
    if (refused) {
      yield up_read(mm);
      return refused;
    }
    // Somebody was faster: the core finds the entry, and calls no handler.
    if (isMapped(kernel, it)) {
      yield up_read(mm);
      return undefined;
    }
    // A handler knows nothing but the fault that it is given.
    const round = kernel.trapLimit === ENDLESS ? Math.min(rounds, 1) : rounds;
    kernel.recorder?.forget(it.task, BEFORE + it.traps * ROUNDS_MAX + round);
    const vmf = vm_fault.watched(kernel, LAYOUT.vmfs[it.task]!);
    const pfn = pfnToMakeWritable(kernel, it);
    const bo = enterHandler(kernel, it, vmf, pfn === 0 ? flags : flags | FAULT_FLAG_MKWRITE);
    let result = yield* it.callbacks.fault(vmf);
    leaveHandler(kernel, it, vmf, { bo, result });
    // Nor does the core know anything of the handler but what it returned.
    kernel.recorder?.forget(it.task, AFTER + it.traps * ROUNDS_MAX + round);
    kernel.recorder?.hear(it.task, result);
    kernel.recorder?.hear(it.task, pfn);
    if (pfn !== 0 && (result & (VM_FAULT_ERROR | VM_FAULT_NOPAGE)) === 0) {
      yield finish_mkwrite_fault(LAYOUT.vmas[it.vma]!, it.address, pfn);
      result = 0;
    }
    if ((result & VM_FAULT_RETRY) === 0) {
      yield up_read(mm);
      return (result & VM_FAULT_ERROR) !== 0 ? 'error' : undefined;
    }
    if ((flags & FAULT_FLAG_RETRY_NOWAIT) !== 0) {
      yield up_read(mm);
      return 'nowait';
    }
    if ((flags & FAULT_FLAG_ALLOW_RETRY) === 0) return undefined;
    const signal = kernel.signal(it.task);
    if (signal === 2) return 'killed';
    if (kernel.profile.retry === 'once') flags &= ~FAULT_FLAG_ALLOW_RETRY;
    else if (signal !== 0 && (flags & FAULT_FLAG_USER) !== 0) return undefined;
    flags |= FAULT_FLAG_TRIED;
  }
  return 'gave-up';
}

/** The core refuses before any handler runs: the vma is gone, or must not be written. */
function accessError(kernel: Kernel, { vma, flags }: Trap): TrapEnd | undefined {
  if (vma_slot.at(kernel, LAYOUT.slots[vma]!).attached === 0) return 'no-vma';
  const { vm_flags } = vm_area_struct.at(kernel, LAYOUT.vmas[vma]!);
  const write = (flags & FAULT_FLAG_WRITE) !== 0;
  return write && (vm_flags & VM_WRITE) === 0 ? 'no-access' : undefined;
}

/** The page is there as the access needs it: domain.md §3.3. */
function isMapped(kernel: Kernel, { vma, address, flags }: Trap): boolean {
  const prot = protOfPage(kernel, LAYOUT.vmas[vma]!, address);
  return prot !== 0 && ((flags & FAULT_FLAG_WRITE) === 0 || (prot & PROT_RW) !== 0);
}

/**
 * The page of a write to a read-only entry of which the driver wants to hear; 0 for other faults.
 *
 * After mkwrite only ERROR and NOPAGE keep the core from making the entry writable: domain.md §3.4.
 */
function pfnToMakeWritable(kernel: Kernel, { vma, address, flags, callbacks }: Trap): number {
  const told = callbacks.handlesMkwrite === true && (flags & FAULT_FLAG_WRITE) !== 0;
  return told ? readOnlyPfn(kernel, LAYOUT.vmas[vma]!, address) : 0;
}

/** Fills the fault in and notes that the handler begins; the object whose fault it is. */
function enterHandler(kernel: Kernel, it: Trap, vmf: vm_fault, flags: number): number {
  const vma = vm_area_struct.at(kernel, LAYOUT.vmas[it.vma]!);
  vmf.vma = vma;
  vmf.flags = flags;
  vmf.address = it.address;
  vmf.pgoff = ((it.address - vma.vm_start) >> PAGE_SHIFT) + vma.vm_pgoff;
  const bo = vma.vm_private_data!.ptr;
  kernel.trace.mark(FAULT_ENTER, it.task, bo, it.address, flags, vma.ptr);
  kernel.inSubject |= 1 << it.task;
  return bo;
}

/** Notes that the handler is over. */
function leaveHandler(kernel: Kernel, it: Trap, vmf: vm_fault, end: HandlerEnd): void {
  kernel.inSubject &= ~(1 << it.task);
  kernel.trace.mark(FAULT_RETURN, it.task, end.bo, it.address, vmf.flags, 0, end.result);
  kernel.clearStack(it.task);
}
