import { Crash } from '../../scheduler/execute.ts';

/**
 * Kernel structs, each described once by its fields, over one flat memory.
 *
 * A field is one 32-bit word, as on the wasm32 target that runs the kernel's C. A *view* is an
 * object with a getter and a setter per field, so that `bo.mem.bus.is_iomem` reads as it does in C.
 */

/** A pointer that leads nowhere was followed; in the kernel, an oops. */
export class Oops extends Crash {
  constructor(struct: string, address: number) {
    super(`bad pointer 0x${(address >>> 0).toString(16)} to struct ${struct}`);
    this.name = 'Oops';
  }
}

/** What views need of the memory under them. */
export interface Memory {
  readonly words: Int32Array;
  /** A read by a subject: noted in the trace when accesses are watched. */
  load(address: number): number;
  /** A write by a subject. */
  store(address: number, value: number): void;
}

/** Any described struct, where its fields do not matter. */
interface AnyStruct {
  readonly name: string;
  readonly size: number;
  readonly fields: object;
}

interface WordField {
  readonly kind: 'word';
}
interface PointerField<S> {
  readonly kind: 'pointer';
  readonly target: S;
}
interface EmbedField<S> {
  readonly kind: 'embed';
  readonly target: S;
}
interface PointersField<S> {
  readonly kind: 'pointers';
  readonly target: S;
  readonly length: number;
}
interface WordsField {
  readonly kind: 'words';
  readonly length: number;
}
interface AliasField<T> {
  readonly kind: 'alias';
  readonly path: string;
  readonly like: T;
}
type Field =
  | WordField
  | PointerField<AnyStruct>
  | EmbedField<AnyStruct>
  | PointersField<AnyStruct>
  | WordsField
  | AliasField<unknown>;
type Fields = Readonly<Record<string, Field>>;

/** An integer, a flag or a lock word. */
export const word: WordField = { kind: 'word' };
/** A pointer to a struct; NULL reads as null. */
export const pointer = <S extends AnyStruct>(target: S): PointerField<S> => ({
  kind: 'pointer',
  target,
});
/** A struct inside the struct. */
export const embed = <S extends AnyStruct>(target: S): EmbedField<S> => ({ kind: 'embed', target });
/** An array of pointers inside the struct. */
export const pointers = <S extends AnyStruct>(target: S, length: number): PointersField<S> => ({
  kind: 'pointers',
  target,
  length,
});
/** An array of words inside the struct. */
export const words = (length: number): WordsField => ({ kind: 'words', length });
/** An older name of a member, such as `bo->resv` for `bo->base.resv` (domain.md §8). */
export const alias = <F extends Field>(path: string, like: F): AliasField<F> => ({
  kind: 'alias',
  path,
  like,
});

/** An array of words or pointers as a view shows it. */
export interface ArrayView<T> {
  at(index: number): T;
  put(index: number, value: T): void;
}

type FieldView<F> =
  F extends AliasField<infer T>
    ? FieldView<T>
    : F extends PointerField<infer S>
      ? View<S> | null
      : F extends EmbedField<infer S>
        ? View<S>
        : F extends PointersField<infer S>
          ? ArrayView<View<S> | null>
          : F extends WordsField
            ? ArrayView<number>
            : number;

/** An object of a struct: `ptr` is its address in the memory. */
export type View<S> = S extends { readonly fields: infer F }
  ? { readonly ptr: number; readonly memory: Memory } & {
      -readonly [K in keyof F]: FieldView<F[K]>;
    }
  : never;

/** A described struct: its name, its size, and where each field stands. */
export interface Struct<F extends Fields = Fields> {
  readonly name: string;
  readonly fields: F;
  /** Bytes from the start of the struct to the field. */
  readonly offsets: Readonly<Record<keyof F, number>>;
  /** Bytes. */
  readonly size: number;
  /** The silent view, for kernel code: reads and writes leave no event. */
  at(memory: Memory, address: number): View<this>;
  /** The watched view, for subjects: every access can be seen by the laws. */
  watched(memory: Memory, address: number): View<this>;
}

function sizeOf(field: Field): number {
  if (field.kind === 'embed') return field.target.size;
  if (field.kind === 'pointers' || field.kind === 'words') return 4 * field.length;
  return field.kind === 'alias' ? 0 : 4;
}

/** Describes a struct. */
export function struct<const F extends Fields>(name: string, fields: F): Struct<F> {
  const offsets: Record<string, number> = {};
  let size = 0;
  for (const [field, type] of Object.entries(fields)) {
    offsets[field] = size;
    size += sizeOf(type);
  }
  const self = {
    name,
    fields,
    offsets,
    size,
    at: viewTable(name, fields, offsets, 'silent'),
    watched: viewTable(name, fields, offsets, 'watched'),
  };
  return self as unknown as Struct<F>;
}

type Access = 'silent' | 'watched';
type ViewTable = (memory: Memory, address: number) => unknown;

/** Views are made once per address and kept, so that equal pointers are identical objects. */
function viewTable(
  name: string,
  fields: Fields,
  offsets: Readonly<Record<string, number>>,
  access: Access,
): ViewTable {
  const View = compile(name, fields, offsets, access);
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
    tableLast[address >>> 2] = new View(memory, address);
    return tableLast[address >>> 2];
  };
}

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
  const read = (at: string): string =>
    access === 'silent' ? `this.memory.words[(${at}) >> 2]` : `this.memory.load(${at})`;
  const write = (at: string): string =>
    access === 'silent' ? `this.memory.words[(${at}) >> 2] = v` : `this.memory.store(${at}, v)`;
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
          `get ${field}() { const p = ${read(at)}; return p === 0 ? null : ${target}(this.memory, p); }`,
          `set ${field}(p) { const v = p === null ? 0 : p.ptr; ${write(at)}; }`,
        );
        break;
      case 'embed':
        inner.push(`this.${field} = ${target}(memory, address + ${offsets[field]});`);
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
  return new Function('targets', 'ArrayOfWords', 'ArrayOfPointers', source)(
    targets,
    arrays.words,
    arrays.pointers,
  );
}

const viewOf = (target: Struct, access: Access): ViewTable =>
  access === 'silent' ? target.at : target.watched;

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
};
