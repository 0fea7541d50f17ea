import { type Machine, Runaway, type Shortcut } from '../../scheduler/machine.ts';
import type { OperationKind } from '../../scheduler/operation.ts';
import { Trace } from '../../scheduler/trace.ts';
import { ERRNO, type ErrnoName } from './errno.ts';
import { failablePrimitives, familyOf } from './failures.ts';
import { FREED, READ, WRITE } from './marks.ts';
import { FENCES_MAX, LAYOUT, ROOM, STACKS_END, STACKS_START, WORDS_USED } from './memory/layout.ts';
import type { Memory } from './memory/memory.ts';
import type { Recorder } from './memory/recorder.ts';
import { dma_fence, ttm_buffer_object, vm_area_struct, vm_fault } from './memory/structs.ts';
import { VM_FAULT_OOM, VM_FAULT_SIGBUS } from './mm-flags.ts';
import type { Profile } from './profile.ts';
import type { VmOperations } from './vm-operations.ts';
import type { FailureName, World } from './world.ts';

/** What freed memory is filled with, as with the kernel's own slab poisoning. */
export const POISON = 0x6b6b6b6b;

/** Accesses that one run of a subject may make; a loop without operations ends here. */
export const ACCESSES_MAX = 200_000;

/**
 * Memory of a kernel, in WebAssembly pages of 64 KiB. The structs stand at its beginning; a subject
 * in C, whose linear memory it is, has its own data and its stacks above `KERNEL_END`.
 */
export const MEMORY_PAGES = 2;
/** No struct of the simulated kernel stands here or above. */
export const KERNEL_END = 0x4000;

/** What the failing of a primitive is as a reply; MISSING_PAGE is for populate alone. */
export function replyOf(name: FailureName): number {
  if (name === 'VM_FAULT_OOM') return VM_FAULT_OOM;
  if (name === 'VM_FAULT_SIGBUS') return VM_FAULT_SIGBUS;
  return name === 'MISSING_PAGE' ? 1 : -ERRNO[name as ErrnoName];
}

/** How a primitive fails where a search makes it fail: as it says first; 0 for one that cannot. */
export function usualFailure(kind: OperationKind): number {
  const [first] = failablePrimitives().get(familyOf(kind)) ?? [];
  return first === undefined ? 0 : replyOf(first);
}

interface Failure {
  readonly task: number;
  readonly primitive: string;
  readonly call: number;
  readonly reply: number;
  readonly counter: number;
}

/**
 * The simulated kernel: one flat memory, the trace of what happens to it, and the world's failures.
 *
 * It is made once and booted for every run. Kernel code uses silent views of the memory; a subject
 * gets watched ones, whose accesses are noted in the trace while `watching` is set.
 */
export class Kernel implements Machine, Memory {
  /** @internal Declared nowhere but here, so the published types leave it out. */
  readonly memory = new WebAssembly.Memory({ initial: MEMORY_PAGES, maximum: MEMORY_PAGES });
  /** The structs: the beginning of the memory, as words. */
  readonly words = new Int32Array(this.memory.buffer, 0, WORDS_USED);
  /** The whole memory, with what a subject in C has of its own. */
  readonly all = new Int32Array(this.memory.buffer);
  /** Static variables of a subject in C, if there is one. */
  data: { readonly words: Int32Array; readonly initial: Int32Array } | null = null;
  /** All that tells states apart: the structs, and a subject's own data behind them. */
  state: Int32Array = this.words;
  /** What a subject's data has for the simulation alone, as a range of words of `state`. */
  hidden: readonly [from: number, to: number] = [0, 0];
  /** How many runs there were: a subject with state of its own forgets it when this changes. */
  boots = 0;
  readonly trace = new Trace();
  running = -1;
  shortcut: Shortcut | null = null;
  /** Note the subject's reads and writes. */
  watching = true;
  /** Tasks that are inside subject code at this moment: one bit each. */
  inSubject = 0;
  /** Keeps count of all that is touched, for `explore`; null in every other kernel. */
  readonly recorder: Recorder | null;
  /** Traps of an access and rounds of a trap until a task gives up, if not the usual number. */
  trapLimit: number | null = null;
  /** The subject's own callbacks for vmas; null where it has none, and TTM's are simulated. */
  vmOperations: VmOperations | null = null;
  /** Primitives that can fail do so, whatever the world says. */
  failing = false;
  world!: World;
  profile!: Profile;

  private failures: readonly Failure[] = [];
  private accesses = 0;
  private snapshot: Int32Array | null = null;

  constructor(recorder: Recorder | null = null) {
    this.recorder = recorder;
  }

  /**
   * Forgets the trace, and puts memory into the state that the world describes; `write` does that
   * in zeroed memory, and is asked only for a world or a profile that is not the last one.
   */
  begin(world: World, profile: Profile, write: (kernel: Kernel) => void): void {
    this.boots += 1;
    this.trace.clear();
    this.running = -1;
    this.inSubject = 0;
    this.accesses = 0;
    this.recorder?.begin();
    this.data?.words.set(this.data.initial);
    if (this.snapshot && this.world === world && this.profile === profile) {
      this.words.set(this.snapshot);
      return;
    }
    this.world = world;
    this.profile = profile;
    this.failures = world.failures.map(({ task, primitive, call, error }, index) => ({
      task,
      primitive,
      call,
      reply: replyOf(error),
      counter: (LAYOUT.failureCalls >> 2) + index,
    }));
    this.words.fill(0);
    write(this);
    this.recorder?.begin();
    this.snapshot ??= new Int32Array(WORDS_USED);
    this.snapshot.set(this.words);
  }

  /**
   * From now on a subject's own data is part of the state; as it is now, it is in each run. Words of
   * it that no code of the subject may touch are `hidden`.
   */
  adopt(data: {
    readonly address: number;
    readonly bytes: number;
    readonly hidden: number[];
  }): void {
    const [from, to] = [data.address >> 2, (data.address + data.bytes + 3) >> 2];
    const words = this.all.subarray(from, to);
    this.data = { words, initial: words.slice() };
    this.state = this.all.subarray(0, to);
    this.hidden = [data.hidden[0]! >> 2, data.hidden[1]! >> 2];
  }

  /** How this call is to fail, according to the world: a reply, or 0 when it succeeds. */
  failure(kind: OperationKind, task: number): number {
    if (this.failing) return usualFailure(kind);
    let reply = 0;
    for (const failure of this.failures) {
      if (failure.task !== task || failure.primitive !== familyOf(kind)) continue;
      const calls = this.see(failure.counter << 2);
      if (failure.call !== 0) {
        if (calls >= failure.call) continue;
        // Every failure counts the call, also when an earlier one in the list has the reply.
        this.change(failure.counter << 2, calls + 1);
        if (calls + 1 !== failure.call) continue;
      }
      reply ||= failure.reply;
    }
    return reply;
  }

  /**
   * How the next call will fail, 0 if it succeeds; asked by operations that block unless they fail.
   */
  failureAhead(kind: OperationKind, task: number): number {
    if (this.failing) return usualFailure(kind);
    for (const { task: who, primitive, call, counter, reply } of this.failures) {
      if (who !== task || primitive !== familyOf(kind)) continue;
      if (call === 0 || this.see(counter << 2) + 1 === call) return reply;
    }
    return 0;
  }

  /** How many calls this failure of the world has counted, up to the one that it is for. */
  callsCounted(index: number): number {
    return this.words[(LAYOUT.failureCalls >> 2) + index]!;
  }

  see(address: number): number {
    const value = this.all[address >> 2]!;
    this.recorder?.read(address, value, this.running);
    return value;
  }

  change(address: number, value: number): void {
    this.recorder?.write(address, value);
    this.all[address >> 2] = value;
  }

  /** Adds to a word and lets nobody know the sum: two such additions are in no order. */
  add(address: number, summand: number): void {
    const old = this.words[address >> 2]!;
    this.recorder?.add(address, summand);
    this.words[address >> 2] = old + summand;
  }

  load(address: number): number {
    const value = this.see(address);
    if (this.observed(address)) this.trace.mark(READ, this.running, address, value);
    return value;
  }

  store(address: number, value: number): void {
    if (this.observed(address)) {
      this.trace.mark(WRITE, this.running, address, value, this.see(address));
    }
    this.change(address, value);
  }

  private observed(address: number): boolean {
    this.accesses += 1;
    if (this.accesses > ACCESSES_MAX) throw new Runaway('the subject does not come back');
    return this.watching && address < STACKS_START && (this.inSubject & (1 << this.running)) !== 0;
  }

  /** The signal that a task has: 0 none, 1 non-fatal, 2 fatal. */
  signal(task: number): number {
    return this.see(LAYOUT.signals + 4 * task);
  }

  setSignal(task: number, signal: number): void {
    this.change(LAYOUT.signals + 4 * task, signal);
  }

  /** A fence that the GPU will signal, with one reference for the caller and one for the GPU. */
  emitFence(): dma_fence {
    const index = this.see(LAYOUT.fenceNext);
    if (index >= FENCES_MAX) throw new Error(`a run has at most ${FENCES_MAX} fences`);
    this.change(LAYOUT.fenceNext, index + 1);
    const fence = dma_fence.at(this, LAYOUT.fences[index]!);
    fence.refcount = 2;
    fence.emitted = 1;
    this.add(LAYOUT.fencesEmitted, 1);
    return fence;
  }

  /** Poisons an object's memory and notes that it is gone. */
  free(type: { readonly size: number }, address: number): void {
    const roomy = type === ttm_buffer_object;
    const from = roomy ? address - ROOM.before : address;
    const to = address + type.size + (roomy ? ROOM.behind : 0);
    if (roomy) {
      for (let at = from; at < address; at += 4) this.unlink(at);
      for (let at = address + type.size; at < to; at += 4) this.unlink(at);
    }
    for (let at = from; at < to; at += 4) this.change(at, POISON);
    this.trace.mark(FREED, this.running, address);
  }

  /**
   * Takes what a driver adds to an object off the list that it is on, as the driver's own
   * `destroy` does; two words are a link if both its neighbours lead back to it.
   */
  private unlink(link: number): void {
    const next = this.see(link);
    if (next === 0 || next === link || (next & 3) !== 0) return;
    const prev = this.see(link + 4);
    if (prev === 0 || (prev & 3) !== 0) return;
    if (this.neighbour(next + 4) !== link || this.neighbour(prev) !== link) return;
    this.change(next + 4, prev);
    this.change(prev, next);
  }

  /** A word of what may be a link: whatever a driver has written may lead anywhere. */
  private neighbour(address: number): number {
    if (address >>> 0 >= this.all.byteLength) return 0;
    if (address >>> 2 >= this.state.length) this.recorder?.refuse('it has a list on a stack');
    return this.see(address);
  }

  /** A task's own words on its stack, as ranges of words. */
  stackOf(task: number): readonly (readonly [from: number, to: number])[] {
    const [fault, copy] = [LAYOUT.vmfs[task], LAYOUT.stackVmas[task]];
    if (fault === undefined || copy === undefined) return [];
    return [
      [fault >> 2, (fault + vm_fault.size) >> 2],
      [copy >> 2, (copy + vm_area_struct.size) >> 2],
    ];
  }

  /** The call is over: nobody looks at what it left on its stack. */
  clearStack(task: number): void {
    const [fault, copy] = [LAYOUT.vmfs[task]! >> 2, LAYOUT.stackVmas[task]! >> 2];
    this.words.fill(0, fault, fault + (vm_fault.size >> 2));
    this.words.fill(0, copy, copy + (vm_area_struct.size >> 2));
  }

  /** The objects of the world that have not been freed. */
  objects(): ttm_buffer_object[] {
    return (
      this.world.objects
        .map((_, index) => ttm_buffer_object.at(this, LAYOUT.objects[index]!))
        // Any word would do; this one never changes otherwise.
        .filter((bo) => bo.num_pages !== POISON)
    );
  }

  /**
   * A 32-bit FNV-1a digest of the memory, to tell whether anything has changed; what a task left on
   * its stack is nothing.
   */
  fingerprint(): number {
    const { words } = this;
    // Who records everything knows better than a digest what has changed.
    if (this.recorder) return 1;
    // A 32-bit integer from the start, lest V8 make the whole loop one over floats.
    let hash = 0x811c9dc5 | 0;
    for (let at = 0; at < WORDS_USED; at += 1) {
      if (at === STACKS_START >> 2) at = STACKS_END >> 2;
      hash = Math.imul(hash ^ words[at]!, 0x01000193);
    }
    return hash;
  }
}
