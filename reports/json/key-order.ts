import { schemas } from '../schemas.ts';

/** What key order needs of a JSON Schema. */
interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly $defs?: Readonly<Record<string, Schema>>;
}

/**
 * The same document with its keys in the order in which its schema lists them.
 *
 * So equal documents are equal bytes, however they were put together. Keys that the schema does
 * not list, such as the names of a record, come last, sorted.
 */
export const inOrder = (value: unknown, schema: object): unknown =>
  ordered(value, parts({ schema, root: schema }));

/** A schema and the file in which its local references are to be found. */
interface Located {
  readonly schema: Schema;
  readonly root: Schema;
}

function ordered(value: unknown, located: readonly Located[]): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) {
    const items = located.flatMap(({ schema, root }) =>
      schema.items ? parts({ schema: schema.items, root }) : [],
    );
    return value.map((item) => ordered(item, items));
  }
  const properties = new Map<string, Located[]>();
  for (const { schema, root } of located) {
    for (const [key, part] of Object.entries(schema.properties ?? {})) {
      properties.set(key, [...(properties.get(key) ?? []), { schema: part, root }]);
    }
  }
  const keys = [...properties.keys()].filter((key) => Object.hasOwn(value, key));
  const others = Object.keys(value).filter((key) => !properties.has(key));
  const entries = [...keys, ...others.sort()].map((key) => [
    key,
    ordered(value[key as never], (properties.get(key) ?? []).flatMap(parts)),
  ]);
  return Object.fromEntries(entries);
}

/** A schema with everything that it refers to and is put together from. */
function parts({ schema, root }: Located): Located[] {
  const { $ref, oneOf = [] } = schema;
  return [
    { schema, root },
    ...($ref === undefined ? [] : parts(referred($ref, root))),
    ...oneOf.flatMap((part) => parts({ schema: part, root })),
  ];
}

const files = schemas as Readonly<Record<string, object>> as Readonly<Record<string, Schema>>;

/** `world.schema.json`, `#/$defs/size` or both. */
function referred(ref: string, root: Schema): Located {
  const [file = '', path = ''] = ref.split('#');
  const from = file === '' ? root : files[file.replace('.schema.json', '')];
  const name = path.split('/').at(-1);
  const schema = name ? from?.$defs?.[name] : from;
  if (!from || !schema) throw new Error(`no schema is called ${ref}`);
  return { schema, root: from };
}
