import type { Memory } from './memory.ts';

/**
 * Kernel structs, each described once by its fields, over one flat memory.
 *
 * A field is one 32-bit word, as on the wasm32 target that runs the kernel's C. A *view* is an
 * object with a getter and a setter per field, so that `bo.mem.bus.is_iomem` reads as it does in C.
 */

/** Any described struct, where its fields do not matter. */
interface AnyStruct {
  readonly name: string;
  readonly size: number;
  readonly fields: object;
}

/** An integer, a flag or a lock word. */
export interface WordField {
  readonly kind: 'word';
}
/** A pointer to a struct, or NULL. */
export interface PointerField<S> {
  readonly kind: 'pointer';
  readonly target: S;
}
/** A struct inside another. */
export interface EmbedField<S> {
  readonly kind: 'embed';
  readonly target: S;
}
/** An array of pointers. */
export interface PointersField<S> {
  readonly kind: 'pointers';
  readonly target: S;
  readonly length: number;
}
/** An array of structs. */
export interface EmbedsField<S> {
  readonly kind: 'embeds';
  readonly target: S;
  readonly length: number;
}
/** An array of integers. */
export interface WordsField {
  readonly kind: 'words';
  readonly length: number;
}
/** Another name of what stands at a path. */
export interface AliasField<T> {
  readonly kind: 'alias';
  readonly path: string;
  readonly like: T;
}
/** What stands in one place of a struct. */
export type Field =
  | WordField
  | PointerField<AnyStruct>
  | EmbedField<AnyStruct>
  | EmbedsField<AnyStruct>
  | PointersField<AnyStruct>
  | WordsField
  | AliasField<unknown>;
/** The fields of a struct, by name. */
export type Fields = Readonly<Record<string, Field>>;

/** An integer, a flag or a lock word. */
export const word: WordField = { kind: 'word' };
/** A pointer to a struct; NULL reads as null. */
export const pointer = <S extends AnyStruct>(target: S): PointerField<S> => ({
  kind: 'pointer',
  target,
});
/** A struct inside the struct. */
export const embed = <S extends AnyStruct>(target: S): EmbedField<S> => ({ kind: 'embed', target });
/** An array of structs inside the struct. */
export const embeds = <S extends AnyStruct>(target: S, length: number): EmbedsField<S> => ({
  kind: 'embeds',
  target,
  length,
});
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

/** An array of structs as a view shows it: it has elements, which have the values. */
export interface StructsView<T> {
  at(index: number): T;
}

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
      : F extends EmbedsField<infer S>
        ? StructsView<View<S>>
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
