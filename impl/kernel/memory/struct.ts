import type { Field, Fields, Struct } from './fields.ts';
import { viewTable } from './view.ts';

function sizeOf(field: Field): number {
  if (field.kind === 'embed') return field.target.size;
  if (field.kind === 'embeds') return field.target.size * field.length;
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
