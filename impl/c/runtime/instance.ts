import { Runaway } from '../../../scheduler/machine.ts';
import type { Coroutine, Operation } from '../../../scheduler/operation.ts';
import { placeName } from '../../../scheduler/source-line.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import {
  RESERVE_ENTER,
  RESERVE_RETURN,
  RESERVED_ENTER,
  RESERVED_RETURN,
} from '../../kernel/marks.ts';
import { HOOKS } from '../../kernel/memory/structs.ts';
import { UnusableSubject } from '../../subject.ts';
import type { CodeMap } from '../toolchain/code-map.ts';
import { sourceLineOf } from '../toolchain/instrument.ts';
import { DATA_END, DATA_START, type FiberPlaces } from '../toolchain/memory-map.ts';
import { Accesses } from './accesses.ts';
import { type Asked, IMPORTS, isOne } from './imports.ts';

/** What the compiled subject exports. */
interface Exports {
  readonly __heap_base: WebAssembly.Global;
  /** Where in the source the code is that runs (instrument.ts). */
  readonly faultline_place: WebAssembly.Global;
  readonly __indirect_function_table: WebAssembly.Table;
  readonly hook_fault_reserve_notify: unknown;
  readonly hook_io_mem_pfn: unknown;
  faultline_fault(vmf: number): number;
  /** There for files that define both. */
  faultline_open?(vma: number): void;
  faultline_close?(vma: number): void;
  stack_get(): number;
  stack_set(stackPointer: number): void;
  faultline_unwatch(start: number, end: number): void;
  /** Where `faultline_watch` stands (shim/runtime.c). */
  faultline_state(): number;
  asyncify_start_unwind(buffer: number): void;
  asyncify_stop_unwind(): void;
  asyncify_start_rewind(buffer: number): void;
  asyncify_stop_rewind(): void;
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
  private readonly accesses: Accesses;
  private readonly map: CodeMap;

  constructor(module: WebAssembly.Module, kernel: Kernel, map: CodeMap) {
    this.kernel = kernel;
    this.map = map;
    this.words = new Int32Array(kernel.memory.buffer);
    const imports: Record<string, Record<string, unknown>> = {
      env: { memory: kernel.memory },
      faultline: { ...this.marks(), ...this.watchers() },
      kernel: {},
      absent: {},
    };
    for (const { module: room, name, kind } of WebAssembly.Module.imports(module)) {
      if (kind !== 'function') continue;
      imports[room]![name] ??= room === 'kernel' ? this.suspending(name) : this.absent(name);
    }
    const instance = new WebAssembly.Instance(
      module,
      imports as ConstructorParameters<typeof WebAssembly.Instance>[1],
    );
    this.exports = instance.exports as unknown as Exports;
    const heap = this.exports.__heap_base.value;
    const blocks = map.blocks.length;
    const end = heap + blocks;
    if (end > DATA_END) {
      throw new UnusableSubject(
        `expected a subject with at most ${DATA_END - DATA_START} bytes of data, found ` +
          `${end - DATA_START}`,
      );
    }
    this.hits = new Uint8Array(kernel.memory.buffer, heap, blocks).fill(0);
    this.data = new Uint8Array(kernel.memory.buffer, DATA_START, heap - DATA_START);
    this.dataAtStart = this.data.slice();
    const watch = this.exports.faultline_state();
    this.accesses = new Accesses(kernel, { dataEnd: heap, watch });
    this.installHooks();
  }

  /** Where the fiber stands that runs. */
  get places(): FiberPlaces {
    return this.accesses.places;
  }

  set places(places: FiberPlaces) {
    this.accesses.places = places;
  }

  /** Gives the subject its data as it was compiled, if this is another run than the last. */
  boot(): void {
    if (this.boots === this.kernel.boots) return;
    this.boots = this.kernel.boots;
    this.putData();
    this.rewinding = false;
    this.accesses.begin();
  }

  /** Has its data be part of the kernel's state, in every run from the start. */
  adopt(): void {
    this.putData();
    const [address, bytes] = [DATA_START, this.data.length];
    this.kernel.adopt({ address, bytes, hidden: this.accesses.watchWords });
  }

  /** As the data was compiled, and what the watch goes by. */
  private putData(): void {
    this.data.set(this.dataAtStart);
    this.exports.faultline_unwatch(...this.accesses.unwatched);
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
    this.accesses.settle();
  }

  /**
   * A primitive: brings the answer if the task may go on at once, or when it comes back; otherwise
   * unwinds the stack with what was asked for.
   */
  private suspending(name: string): (...args: number[]) => number {
    const primitive = IMPORTS[name]!;
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

  /** What is called before each access, but for those of structs that are not watched. */
  private watchers(): Record<string, (address: number, words: number) => void> {
    return {
      load: (address, words) => {
        this.settle();
        this.accesses.load(address, words);
      },
      store: (address, words) => {
        this.settle();
        this.accesses.store(address, words);
      },
    };
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
      // What is printed is nobody's business; its arguments have been read.
      said: () => {},
      runaway: () => {
        throw new Runaway('the subject does not come back');
      },
    };
  }

  /** A function that the shim declares, so that the file compiles, and that nothing simulates. */
  private absent(name: string): () => never {
    return () => {
      const line = sourceLineOf(this.map, this.exports.faultline_place.value);
      throw new UnusableSubject(
        `${line ? `${placeName(line)}: ` : ''}${name}() is called, which the simulated kernel ` +
          'does not have, so what comes after it cannot be judged; a header beside the file can ' +
          `put a stand-in in its place (#define ${name} …)`,
      );
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
