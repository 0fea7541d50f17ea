import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'vitest';
import { type SchemaName, schemas } from '../schemas.ts';

/** The document of this text, which its published schema must allow. */
export function valid(name: SchemaName, text: string) {
  const ajv = new Ajv2020({ strict: false, schemas: Object.values(schemas) });
  const validate = ajv.getSchema(schemas[name].$id)!;
  const document = JSON.parse(text);
  validate(document);
  expect(validate.errors ?? []).toEqual([]);
  return document;
}
