import type { Static, TObject, TOptional, TProperties, TSchema, TUnsafe } from 'typebox';

/**
 * The words that documents are written in: each makes a JSON Schema (2020-12) and a type at once,
 * so the two cannot differ. A key is required unless it is `maybe`, and no other key is allowed.
 *
 * The types are TypeBox's. The schemas are plain objects, made here: its builders would be half of
 * the modules that the program loads, for four keys.
 */

/** A plain schema, of whose documents TypeBox knows the type. */
const plain = <S>(schema: object): S => schema as S;

/** On a schema whose key may be left out; JSON does not show it. */
const OPTIONAL = Symbol('optional');

/** The documents of a schema; nobody changes a document that is made. */
export type Doc<S extends TSchema> = Frozen<Static<S>>;
type Frozen<T> = T extends object ? { readonly [K in keyof T]: Frozen<T[K]> } : T;

/** A schema that others refer to: a file, or a part of one. */
export type Named = TSchema & { readonly $id: string };

type Options = { readonly title?: string };
const about = (description: string | undefined): { description?: string } =>
  description === undefined ? {} : { description };

/** A document, or a part of one, with these keys. */
export const object = <F extends TProperties>(
  fields: F,
  description?: string,
  options: Options = {},
): TObject<F> => {
  const required = Object.keys(fields).filter((key) => !(OPTIONAL in fields[key]!));
  return plain({
    type: 'object',
    ...(required.length > 0 && { required }),
    properties: fields,
    ...options,
    ...about(description),
    additionalProperties: false,
  });
};

/** A key that may be left out. */
export const maybe = <S extends TSchema>(schema: S): TOptional<S> =>
  plain({ ...schema, [OPTIONAL]: true });

/** What else is asked of a list. */
interface ListOptions {
  readonly title?: string;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: true;
}

/** A list of equals. */
export const list = <S extends TSchema>(
  of: S,
  description?: string,
  options: ListOptions = {},
): TUnsafe<Static<S>[]> => plain({ ...options, ...about(description), type: 'array', items: of });

/** Two equals. */
export const pair = <S extends TSchema>(
  of: S,
  description?: string,
): TUnsafe<[Static<S>, Static<S>]> =>
  plain({
    ...about(description),
    type: 'array',
    minItems: 2,
    maxItems: 2,
    items: of,
  });

/** Any keys, each with a value of this kind. */
export const record = <S extends TSchema>(
  of: S,
  description?: string,
): TUnsafe<Record<string, Static<S>>> =>
  plain({
    ...about(description),
    type: 'object',
    additionalProperties: of,
  });

/** One of several kinds. */
export const either = <S extends readonly TSchema[]>(
  kinds: readonly [...S],
  description?: string,
): TUnsafe<Static<S[number]>> => plain({ ...about(description), oneOf: kinds });

/** This, or null. */
export const orNull = <S extends TSchema>(
  schema: S,
  description?: string,
): TUnsafe<Static<S> | null> => {
  const { type } = schema as { readonly type?: unknown };
  const isScalar = typeof type === 'string' && type !== 'object' && type !== 'array';
  return plain(
    isScalar
      ? { ...schema, ...about(description), type: [type, 'null'] }
      : { ...about(description), oneOf: [nothing, schema] },
  );
};

/** Null. */
export const nothing: TUnsafe<null> = plain({ type: 'null' });

/** A text. */
export const text = (
  description?: string,
  options: { readonly minLength?: number; readonly pattern?: string } = {},
): TUnsafe<string> => plain({ ...options, ...about(description), type: 'string' });

/** True or false. */
export const flag = (description?: string): TUnsafe<boolean> =>
  plain({ ...about(description), type: 'boolean' });

/** An integer; from 0 up unless the options say otherwise. */
export const count = (
  description?: string,
  options: { readonly minimum?: number; readonly maximum?: number } = { minimum: 0 },
): TUnsafe<number> => plain({ ...options, ...about(description), type: 'integer' });

/** Any integer. */
export const integer = (description?: string): TUnsafe<number> => count(description, {});

/** An integer from 1 up. */
export const positive = (description?: string): TUnsafe<number> =>
  count(description, { minimum: 1 });

/** A time in seconds. */
export const seconds = (description?: string): TUnsafe<number> =>
  plain({ ...about(description), type: 'number', minimum: 0 });

/** A part of a whole, or a probability. */
export const share = (description?: string): TUnsafe<number> =>
  plain({ ...about(description), type: 'number', minimum: 0, maximum: 1 });

/** One of these words. */
export const word = <const W extends string>(
  words: readonly W[],
  description?: string,
): TUnsafe<W> => plain({ ...about(description), enum: words });

/** Always the same value. */
export const always = <const V extends string | boolean>(
  value: V,
  description?: string,
): TUnsafe<V> => plain({ ...about(description), const: value });

/** Name and version of a document: its first key. */
export const format = <const V extends string>(name: V): TUnsafe<V> =>
  always(name, 'Name and version of this format.');

/** A schema as a file of its own: `finding` is `finding.schema.json`. */
export const file = <S extends TSchema>(name: string, title: string, schema: S): S & Named =>
  Object.assign(schema, { $id: `${name}.schema.json`, title });

/** A part of a file that others refer to. */
export const part = <S extends TSchema>(of: string, name: string, schema: S): S & Named =>
  Object.assign(schema, { $id: `${of}.schema.json#/$defs/${name}` });

/** What another schema describes. */
export const ref = <S extends Named>(schema: S, description?: string): TUnsafe<Static<S>> =>
  plain({ ...about(description), $ref: schema.$id });

/** The same with keys that are optional there and have to be here. */
export const refWith = <S extends Named>(
  schema: S,
  required: readonly (keyof Static<S>)[],
): TUnsafe<Static<S>> => plain({ type: 'object', $ref: schema.$id, required });

/**
 * The schema of a type that another room declares: unless the two are the same, this does not
 * compile.
 */
export const schemaOf =
  <T>() =>
  <S extends TSchema>(schema: S & Same<Doc<S>, T>): TUnsafe<T> & S =>
    schema as unknown as TUnsafe<T> & S;

/** Optional properties are asked for as well: a schema that lacks one refuses what has it. */
type Whole<T> = T extends object ? { readonly [K in keyof T]-?: Whole<T[K]> } : T;

type Same<A, B> = [A, Whole<A>] extends [B, Whole<B>]
  ? [B] extends [A]
    ? unknown
    : { readonly differs: 'the type has what the schema refuses' }
  : { readonly differs: 'the schema lacks something, or is wider' };
