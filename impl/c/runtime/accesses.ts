import { Crash } from '../../../scheduler/machine.ts';
import { EVENT_WORDS, FIELD } from '../../../scheduler/trace.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { NULL_END, STACKS_START, WORDS_USED } from '../../kernel/memory/layout.ts';
import {
  DATA_END,
  DATA_START,
  type FiberPlaces,
  fiberPlaces,
  MEMORY_END,
} from '../toolchain/memory-map.ts';

/** Size of `faultline_watch` (shim/runtime.c). */
const WATCH_BYTES = 12;
/** Words that one store can write. */
const STORE_WORDS = 4;

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

/**
 * What C code does to memory. It tells of an access before it happens, so that a write is known
 * only when something else comes: then it has to be settled.
 */
export class Accesses {
  /** Where the fiber stands that runs. */
  places: FiberPlaces = fiberPlaces(0);
  private readonly kernel: Kernel;
  /** Where the subject's own data ends. */
  private readonly dataEnd: number;
  /** What the watch itself goes by, within that data. */
  private readonly watch: number;
  /** By word of the last store: where, what was there, and the event that wants to know, or -1. */
  private readonly addresses = new Int32Array(STORE_WORDS);
  private readonly before = new Int32Array(STORE_WORDS);
  private readonly events = new Int32Array(STORE_WORDS);
  private unsettled = 0;

  constructor(kernel: Kernel, { dataEnd, watch }: { dataEnd: number; watch: number }) {
    this.kernel = kernel;
    this.dataEnd = dataEnd;
    this.watch = watch;
  }

  /** A run begins. */
  begin(): void {
    this.unsettled = 0;
  }

  /** Words of structs whose accesses nobody wants to hear of, from where to where. */
  get unwatched(): readonly [number, number] {
    const { recorder, watching } = this.kernel;
    const end = WORDS_USED << 2;
    if (recorder) return [end, end];
    return [watching ? STACKS_START : NULL_END, end];
  }

  /** Where the watch has its own words: from one address to another. */
  get watchWords(): [number, number] {
    return [this.watch, this.watch + WATCH_BYTES];
  }

  /** The last write has happened. */
  settle(): void {
    for (let index = 0; index < this.unsettled; index += 1) {
      const { kernel } = this;
      const address = this.addresses[index]!;
      const value = kernel.all[address >> 2]!;
      const event = this.events[index]!;
      if (event >= 0) kernel.trace.words[event + FIELD.a] = value;
      kernel.recorder?.write(address, value);
    }
    this.unsettled = 0;
  }

  /** So many words from this address on are about to be read. */
  load(address: number, words: number): void {
    for (let at = address; at < address + 4 * words; at += 4) {
      if (!this.isOwn(at)) throw new WildAccess('reads', at);
      if (at < STACKS_START) this.kernel.load(at);
      else if (at < DATA_START) this.kernel.see(at);
      else if (at < this.dataEnd && this.kernel.recorder) this.kernel.see(at & ~3);
    }
  }

  /** They are about to be written. */
  store(address: number, words: number): void {
    const { kernel } = this;
    for (let at = address; at < address + 4 * words; at += 4) {
      if (!this.isOwn(at)) throw new WildAccess('writes', at);
      if (at >= DATA_START) {
        if (at < this.dataEnd && kernel.recorder) this.note(at & ~3, -1);
        continue;
      }
      const value = kernel.words[at >> 2]!;
      const { length } = kernel.trace;
      if (at < STACKS_START) kernel.store(at, value);
      const noted = kernel.trace.length > length;
      if (!noted && !kernel.recorder) continue;
      this.note(at, noted ? kernel.trace.length - EVENT_WORDS : -1);
    }
  }

  /**
   * A word is about to be written, and an event wants to know what, or none. A store may leave some
   * bytes of the word as they are, so what it will be depends on what it is.
   */
  private note(address: number, event: number): void {
    const before = this.kernel.all[address >> 2]!;
    this.kernel.recorder?.read(address, before, -1);
    this.addresses[this.unsettled] = address;
    this.before[this.unsettled] = before;
    this.events[this.unsettled] = event;
    this.unsettled += 1;
  }

  /** The address is that of a struct, of the subject's data, or of the running fiber's stack. */
  private isOwn(address: number): boolean {
    if (address < DATA_START) return address >= NULL_END && address < WORDS_USED << 2;
    const { stackEnd, stackTop } = this.places;
    if (address >= this.watch && address < this.watch + WATCH_BYTES) return false;
    return address < this.dataEnd || (address >= stackEnd && address < stackTop);
  }
}
