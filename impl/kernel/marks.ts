import { type ArgumentType, defineMark, type EventKind } from '../../scheduler/event.ts';
import type { MarkName } from './event-names.ts';

/**
 * Facts that stand in a trace beside the operations: what the subject read and wrote, where its
 * functions begin and end, and what an operation did to the simulated kernel.
 */

const mark = (
  name: MarkName,
  args: readonly ArgumentType[] = [],
  reply: ArgumentType = 'void',
): EventKind => defineMark(name, args, reply);

/** The subject read a word; object: address, a: value. */
export const READ = mark('read', ['hex']);
/** The subject wrote a word; object: address, a: new value, b: old value. */
export const WRITE = mark('write', ['hex', 'hex']);

/** A trap begins; object: mm, a: address, b: flags, c: fingerprint of memory, 0 at first. */
export const TRAP_BEGIN = mark('trap_begin', ['hex', 'flags', 'hex']);
/** The faulting task is done with its access; object: mm, a: address, reply: how (TRAP_ENDS). */
export const TRAP_END = mark('trap_end', ['hex'], 'int');
/** The core calls the fault handler; object: bo, a: address, b: flags, c: vma. */
export const FAULT_ENTER = mark('fault_enter', ['hex', 'flags', 'address']);
/** The handler returned; object: bo, a: address, b: flags as they are now, reply: the result. */
export const FAULT_RETURN = mark('fault_return', ['hex', 'flags'], 'vm_fault');
/** `ttm_bo_vm_reserve` begins / returned; object: bo. */
export const RESERVE_ENTER = mark('reserve_enter');
export const RESERVE_RETURN = mark('reserve_return', [], 'vm_fault');
/** `ttm_bo_vm_fault_reserved` begins / returned; object: bo, a: num_prefault, b: prot. */
export const RESERVED_ENTER = mark('reserved_enter', ['int', 'prot']);
export const RESERVED_RETURN = mark('reserved_return', [], 'vm_fault');

/**
 * An object got another placement; object: bo, a: memory type, b: generation, c: new fence or 0.
 */
export const MOVED = mark('moved', ['int', 'int', 'address']);
/** All page-table entries of an object were removed; object: bo. */
export const ZAPPED = mark('zapped');
/** Eviction from the io LRU gave the window of an object back; object: bo. */
export const IO_EVICTED = mark('io_evicted');
/** A page-table entry was written; object: vma, a: address, b: pfn, c: prot. */
export const PTE_SET = mark('pte_set', ['hex', 'hex', 'prot']);
/** An object is gone and its memory poisoned; object: its address. */
export const FREED = mark('freed');
/** A vma left its mm; object: vma. */
export const DETACHED = mark('detached');
/** The subject's own `open` or `close` of a vma begins / returned; object: bo, a: vma. */
export const VM_OPEN = mark('vm_open', ['address']);
export const VM_OPENED = mark('vm_opened', ['address']);
export const VM_CLOSE = mark('vm_close', ['address']);
export const VM_CLOSED = mark('vm_closed', ['address']);
/** The GPU signaled a fence; object: fence. */
export const FENCE_SIGNALED = mark('fence_signaled');
/** A task got a signal; object: 0, a: the task, b: 1 non-fatal, 2 fatal. */
export const SIGNALED = mark('signaled', ['task', 'int']);

/** How a faulting task ended its access. */
export const TRAP_ENDS = [
  'mapped',
  'error',
  'no-vma',
  'no-access',
  'killed',
  'gave-up',
  'nowait',
] as const;
export type TrapEnd = (typeof TRAP_ENDS)[number];
