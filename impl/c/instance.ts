import { Crash, Runaway } from '../../scheduler/machine.ts';
import type { Coroutine, Operation } from '../../scheduler/operation.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { NULL_END, STACKS_START, WORDS_USED } from '../kernel/layout.ts';
import { RESERVE_ENTER, RESERVE_RETURN, RESERVED_ENTER, RESERVED_RETURN } from '../kernel/marks.ts';
import { HOOKS } from '../kernel/structs.ts';
import { type Asked, IMPORTS, isOne } from './imports.ts';
import { DATA_END, DATA_START, type FiberPlaces, fiberPlaces, MEMORY_END } from './memory-map.ts';

/** What the compiled subject exports. */
interface Exports {
  readonly __heap_base: WebAssembly.Global;
  /** Where in the source the code is that runs (instrument.ts). */
  readonly faultline_place: WebAssembly.Global;
  readonly __indirect_function_table: WebAssembly.Table;
  readonly hook_fault_reserve_notify: unknown;
  readonly hook_io_mem_pfn: unknown;
  faultline_fault(vmf: number): number;
  stack_get(): number;
  stack_set(stackPointer: number): void;
  faultline_unwatch(start: number, end: number): void;
  asyncify_start_unwind(buffer: number): void;
  asyncify_stop_unwind(): void;
  asyncify_start_rewind(buffer: number): void;
  asyncify_stop_rewind(): void;
}

/** Position of a write's new value in its event. */
const NEW_VALUE = 3;
/** Words of an event. */
const EVENT_WORDS = 8;

/** An access where nothing of the subject's is: through NULL, poison, or beyond the stack. */
class WildAccess extends Crash {
  constructor(verb: string, address: number) {
    const place = address >>> 0;
    const what = place < NULL_END ? 'through NULL' : 'through a bad pointer';
    const how = place >= DATA_END && place < MEMORY_END ? 'beyond its stack' : what;
    super(`the C code ${verb} 0x${place.toString(16)}, ${how}`);
    this.name = 'Oops';
  }
}

/** A compiled subject over the memory of one simulated kernel. */
export class Instance {
  readonly kernel: Kernel;
  readonly exports: Exports;
  /** What C has asked for and waits for, while it is unwound. */
  asked: Operation | null = null;
  /** What has to be done before C gets its answer, after that operation. */
  rest: Coroutine | null = null;
  /** The answer, when it is wound up again. */
  reply = 0;
  /** Where the fiber stands that runs. */
  places: FiberPlaces = fiberPlaces(0);
  /** The whole memory, with the stacks. */
  readonly words: Int32Array;

  private rewinding = false;
  private boots = -1;
  /** By task: where in the source it was last; kept up only while somebody wants to know. */
  readonly at: number[] = [];
  /** By block of the code: 1 once any run has reached it. */
  readonly hits: Uint8Array;
  private readonly data: Uint8Array;
  private readonly dataAtStart: Uint8Array;
  /** Where the new value of the last write has to go, once it has been written; -1 for nowhere. */
  private unsettled = -1;
  private unsettledAddress = 0;

  constructor(module: WebAssembly.Module, kernel: Kernel, blocks: number) {
    this.kernel = kernel;
    this.words = new Int32Array(kernel.memory.buffer);
    const imports: Record<string, Record<string, unknown>> = {
      env: { memory: kernel.memory },
      faultline: { ...this.marks(), ...this.watchers() },
      kernel: {},
      absent: {},
    };
    for (const { module: room, name, kind } of WebAssembly.Module.imports(module)) {
      if (kind !== 'function') continue;
      imports[room]![name] ??= room === 'kernel' ? this.suspending(name) : absent(name);
    }
    const instance = new WebAssembly.Instance(module, imports);
    this.exports = instance.exports as unknown as Exports;
    const heap = this.exports.__heap_base.value;
    const end = heap + blocks;
    if (end > DATA_END) throw new Error(`the subject has ${end - DATA_START} bytes of data`);
    this.hits = new Uint8Array(kernel.memory.buffer, heap, blocks).fill(0);
    this.data = new Uint8Array(kernel.memory.buffer, DATA_START, heap - DATA_START);
    this.dataAtStart = this.data.slice();
    this.installHooks();
  }

  /** Gives the subject its data as it was compiled, if this is another run than the last. */
  boot(): void {
    if (this.boots === this.kernel.boots) return;
    this.boots = this.kernel.boots;
    this.data.set(this.dataAtStart);
    const unwatched = this.kernel.watching ? STACKS_START : NULL_END;
    this.exports.faultline_unwatch(unwatched, WORDS_USED << 2);
    this.rewinding = false;
    this.unsettled = -1;
  }

  /** Goes on where C waits for an answer. */
  rewind(reply: number): void {
    this.reply = reply;
    this.rewinding = true;
    this.exports.asyncify_start_rewind(this.places.buffer);
  }

  /** Completes the event of the last write, which is noted before it happens. */
  settle(): void {
    if (this.kernel.trace.locate !== null) {
      this.at[this.kernel.running] = this.exports.faultline_place.value;
    }
    if (this.unsettled < 0) return;
    const { kernel } = this;
    kernel.trace.words[this.unsettled + NEW_VALUE] = kernel.words[this.unsettledAddress >> 2]!;
    this.unsettled = -1;
  }

  /**
   * A primitive: brings the answer if the task may go on at once, or when it comes back; otherwise
   * unwinds the stack with what was asked for.
   */
  private suspending(name: string): (...args: number[]) => number {
    const primitive = IMPORTS[name];
    if (!primitive) return absent(name);
    return (a = 0, b = 0, c = 0, d = 0) => {
      if (this.rewinding) {
        this.rewinding = false;
        this.exports.asyncify_stop_rewind();
        return this.reply;
      }
      this.settle();
      const reply = this.atOnce(primitive(this.kernel, a, b, c, d));
      if (reply !== undefined) return reply;
      this.exports.asyncify_start_unwind(this.places.buffer);
      return 0;
    };
  }

  /** Does what C asks for as long as the task may go on; otherwise notes what is left of it. */
  private atOnce(asked: Asked): number | undefined {
    if (isOne(asked)) return this.goOn(asked, null);
    let next = asked.next();
    while (!next.done) {
      const reply = this.goOn(next.value, asked);
      if (reply === undefined) return undefined;
      next = asked.next(reply);
    }
    return next.value;
  }

  private goOn(operation: Operation, rest: Coroutine | null): number | undefined {
    const reply = this.kernel.shortcut?.goOn(operation);
    if (reply !== undefined) return reply;
    this.asked = operation;
    this.rest = rest;
    return undefined;
  }

  /** The address is that of a struct, of the subject's data, or of the running fiber's stack. */
  private isOwn(address: number): boolean {
    const { data, places } = this;
    if (address < DATA_START) return address >= NULL_END && address < WORDS_USED << 2;
    return (
      address < DATA_START + data.length ||
      (address >= places.stackEnd && address < places.stackTop)
    );
  }

  /** What is called before each access, but for those of structs that are not watched. */
  private watchers(): Record<string, (address: number) => void> {
    const { kernel } = this;
    const load = (address: number): void => {
      this.settle();
      if (!this.isOwn(address)) throw new WildAccess('reads', address);
      if (address < STACKS_START) kernel.load(address);
    };
    const store = (address: number): void => {
      this.settle();
      if (!this.isOwn(address)) throw new WildAccess('writes', address);
      if (address >= STACKS_START) return;
      const { length } = kernel.trace;
      kernel.store(address, kernel.words[address >> 2]!);
      if (kernel.trace.length === length) return;
      this.unsettled = kernel.trace.length - EVENT_WORDS;
      this.unsettledAddress = address;
    };
    return { load, store };
  }

  /** Where the helpers begin and end, as `ttm-helper.ts` notes it for TypeScript. */
  private marks(): Record<string, (...args: number[]) => void> {
    const { kernel } = this;
    return {
      reserve_enter: (bo = 0) => {
        this.settle();
        kernel.trace.mark(RESERVE_ENTER, kernel.running, bo);
      },
      reserve_return: (bo = 0, ret = 0) => {
        this.settle();
        kernel.trace.mark(RESERVE_RETURN, kernel.running, bo, 0, 0, 0, ret);
      },
      reserved_enter: (_vmf = 0, prot = 0, count = 0) => {
        this.settle();
        kernel.trace.mark(RESERVED_ENTER, kernel.running, 0, count, prot);
      },
      reserved_return: (_vmf = 0, ret = 0) => {
        this.settle();
        kernel.trace.mark(RESERVED_RETURN, kernel.running, 0, 0, 0, 0, ret);
      },
      runaway: () => {
        throw new Runaway('the subject does not come back');
      },
    };
  }

  /** Puts the driver's hooks where the kernel's function pointers lead. */
  private installHooks(): void {
    const { __indirect_function_table: table, ...exported } = this.exports;
    const last = Math.max(...Object.values(HOOKS));
    if (table.length <= last) table.grow(last + 1 - table.length);
    table.set(HOOKS.fault_reserve_notify, exported.hook_fault_reserve_notify);
    table.set(HOOKS.io_mem_pfn, exported.hook_io_mem_pfn);
  }
}

/** A function that the shim declares, so that the file compiles, and that nothing simulates. */
function absent(name: string): () => never {
  return () => {
    throw new Crash(`${name}() is called, which the simulated kernel does not have`);
  };
}
