import type { ArrayView, Fields, Struct, StructsView } from './fields.ts';
import { type Memory, Oops } from './memory.ts';

/**
 * Views of structs: objects with a getter and a setter per field.
 *
 * Silent ones are for kernel code: reads and writes leave no event. Watched ones are for subjects.
 * In a memory with a recorder the silent ones are recorded: `explore` has to know what they touch.
 */
type Access = 'silent' | 'watched' | 'recorded';
/** The view of a struct at an address. */
export type ViewTable = (memory: Memory, address: number) => unknown;

/** Views are made once per address and kept, so that equal pointers are identical objects. */
export function viewTable(
  name: string,
  fields: Fields,
  offsets: Readonly<Record<string, number>>,
  access: Access,
): ViewTable {
  const View = compile(name, fields, offsets, access);
  // Made for the first memory that wants it.
  let Recorded: typeof View | undefined;
  const tables = new WeakMap<Memory, unknown[]>();
  let memoryLast: Memory | undefined;
  let tableLast: unknown[] = [];
  return (memory, address) => {
    if (memory !== memoryLast) {
      tableLast = tables.get(memory) ?? [];
      tables.set(memory, tableLast);
      memoryLast = memory;
    }
    const view = tableLast[address >>> 2];
    if (view !== undefined) return view;
    if (address >>> 2 >= memory.words.length) throw new Oops(name, address);
    let Own = View;
    if (memory.recorder && access === 'silent') {
      Recorded ??= compile(name, fields, offsets, 'recorded');
      Own = Recorded;
    }
    tableLast[address >>> 2] = new Own(memory, address);
    return tableLast[address >>> 2];
  };
}

/** How a field's word is read, as source text. */
const READS: Readonly<Record<Access, (at: string) => string>> = {
  silent: (at) => `this.memory.words[(${at}) >> 2]`,
  watched: (at) => `this.memory.load(${at})`,
  recorded: (at) => `this.memory.see(${at})`,
};
/** How the value `v` is written to it. */
const WRITES: Readonly<Record<Access, (at: string) => string>> = {
  silent: (at) => `this.memory.words[(${at}) >> 2] = v`,
  watched: (at) => `this.memory.store(${at}, v)`,
  recorded: (at) => `this.memory.change(${at}, v)`,
};

/**
 * The class of a struct's views, generated as source text.
 *
 * One small function per field lets V8 inline each access on its own; closures made in a loop
 * would share one megamorphic body (docs/decisions/0006).
 */
function compile(
  name: string,
  fields: Fields,
  offsets: Readonly<Record<string, number>>,
  access: Access,
): new (
  memory: Memory,
  address: number,
) => unknown {
  const read = (at: string): string => READS[access](at);
  const write = (at: string): string => WRITES[access](at);
  const inner: string[] = [];
  const members: string[] = [];
  const targets: Record<string, unknown> = {};
  for (const [field, type] of Object.entries(fields)) {
    const at = `this.ptr + ${offsets[field]}`;
    const target = `targets.${field}`;
    if ('target' in type) targets[field] = viewOf(type.target as Struct, access);
    switch (type.kind) {
      case 'word':
        members.push(`get ${field}() { return ${read(at)}; } set ${field}(v) { ${write(at)}; }`);
        break;
      case 'pointer':
        members.push(
          `get ${field}() { const p = ${read(at)}; ` +
            `return p === 0 ? null : ${target}(this.memory, p); }`,
          `set ${field}(p) { const v = p === null ? 0 : p.ptr; ${write(at)}; }`,
        );
        break;
      case 'embed':
        inner.push(`this.${field} = ${target}(memory, address + ${offsets[field]});`);
        break;
      case 'embeds':
        inner.push(
          `this.${field} = new ArrayOfStructs(memory, address + ${offsets[field]}, ` +
            `${target}, ${type.target.size});`,
        );
        break;
      case 'words':
        inner.push(`this.${field} = new ArrayOfWords(memory, address + ${offsets[field]});`);
        break;
      case 'pointers':
        inner.push(
          `this.${field} = new ArrayOfPointers(memory, address + ${offsets[field]}, ${target});`,
        );
        break;
      case 'alias':
        members.push(
          `get ${field}() { return this.${type.path}; } set ${field}(v) { this.${type.path} = v; }`,
        );
        break;
    }
  }
  const source = `return class ${name} {
    constructor(memory, address) { this.memory = memory; this.ptr = address; ${inner.join(' ')} }
    ${members.join('\n    ')}
  };`;
  const arrays = ARRAYS[access];
  return new Function('targets', 'ArrayOfWords', 'ArrayOfPointers', 'ArrayOfStructs', source)(
    targets,
    arrays.words,
    arrays.pointers,
    ArrayOfStructs,
  );
}

const viewOf = (target: Struct, access: Access): ViewTable =>
  access === 'watched' ? target.watched : target.at;

class SilentWords implements ArrayView<number> {
  readonly memory: Memory;
  readonly ptr: number;
  constructor(memory: Memory, address: number) {
    this.memory = memory;
    this.ptr = address;
  }
  at(index: number): number {
    return this.memory.words[(this.ptr >> 2) + index]!;
  }
  put(index: number, value: number): void {
    this.memory.words[(this.ptr >> 2) + index] = value;
  }
}

class WatchedWords extends SilentWords {
  override at(index: number): number {
    return this.memory.load(this.ptr + 4 * index);
  }
  override put(index: number, value: number): void {
    this.memory.store(this.ptr + 4 * index, value);
  }
}

class RecordedWords extends SilentWords {
  override at(index: number): number {
    return this.memory.see(this.ptr + 4 * index);
  }
  override put(index: number, value: number): void {
    this.memory.change(this.ptr + 4 * index, value);
  }
}

/** Where an element stands is worked out, not read. */
class ArrayOfStructs implements StructsView<unknown> {
  readonly memory: Memory;
  readonly ptr: number;
  readonly target: ViewTable;
  readonly size: number;
  constructor(memory: Memory, address: number, target: ViewTable, size: number) {
    this.memory = memory;
    this.ptr = address;
    this.target = target;
    this.size = size;
  }
  at(index: number): unknown {
    return this.target(this.memory, this.ptr + index * this.size);
  }
}

interface Pointed {
  readonly ptr: number;
}

/** An array of pointers, over an array of words of either kind. */
const pointersOver = (Words: typeof SilentWords) =>
  class ArrayOfPointers implements ArrayView<Pointed | null> {
    readonly words: SilentWords;
    readonly target: ViewTable;
    constructor(memory: Memory, address: number, target: ViewTable) {
      this.words = new Words(memory, address);
      this.target = target;
    }
    at(index: number): Pointed | null {
      const address = this.words.at(index);
      return address === 0 ? null : (this.target(this.words.memory, address) as Pointed);
    }
    put(index: number, value: Pointed | null): void {
      this.words.put(index, value === null ? 0 : value.ptr);
    }
  };

const ARRAYS = {
  silent: { words: SilentWords, pointers: pointersOver(SilentWords) },
  watched: { words: WatchedWords, pointers: pointersOver(WatchedWords) },
  recorded: { words: RecordedWords, pointers: pointersOver(RecordedWords) },
};
