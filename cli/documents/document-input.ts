import { createRequire } from 'node:module';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import { schemas } from '../../reports/schemas.ts';
import { oneLine, usage } from '../exit.ts';
import { boundedText } from './bounded-input.ts';

/** A document in a file, if it is one of these kinds: valid by its published JSON Schema. */
export function readDocument<T extends { readonly schema: string }>(
  path: string,
  kinds: readonly T['schema'][],
): T {
  return documentIn(path, boundedText(path, 'document'), kinds);
}

/** The same of a text, called by where it comes from. */
export function documentIn<T extends { readonly schema: string }>(
  path: string,
  text: string,
  kinds: readonly T['schema'][],
): T {
  const value = parse(path, text);
  const name = schemaName(path, value, kinds);
  const validate = validator(name);
  if (valid(path, () => validate(value))) return value as T;
  const [error] = validate.errors ?? [];
  const place = error?.instancePath ? error.instancePath : 'the document';
  throw usage(`${path}: ${place} ${error?.message ?? 'is not valid'}${allowed(error?.params)}`);
}

function parse(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw usage(`${path}: this is no JSON: ${oneLine((error as Error).message)}`, error);
  }
}

/** A document within documents without end takes the stack of whoever looks at it. */
function valid(path: string, look: () => unknown): boolean {
  try {
    return look() === true;
  } catch (error) {
    throw usage(`${path}: it is nested too deeply to be looked at`, error);
  }
}

function schemaName(path: string, value: unknown, kinds: readonly string[]): string {
  const found =
    typeof value === 'object' && value !== null
      ? (value as { schema?: unknown }).schema
      : undefined;
  if (typeof found === 'string' && kinds.includes(found)) return found;
  const shown = found === undefined ? 'no schema name' : JSON.stringify(found);
  const newer = isNewer(found, kinds) ? ', which a newer faultline wrote' : '';
  throw usage(`${path}: expected a document of ${kinds.join(' or ')}, found ${shown}${newer}`);
}

/** `faultline.gate/2`, where `faultline.gate/1` is known. */
function isNewer(found: unknown, kinds: readonly string[]): boolean {
  const [, name, version] = /^(faultline\.\w+)\/(\d{1,9})$/.exec(String(found)) ?? [];
  const known = kinds.find((kind) => kind.startsWith(`${name}/`));
  return known !== undefined && Number(version) > Number(known.slice(known.indexOf('/') + 1));
}

/** Loaded when there is a document: commands without one have no use for it. */
const require = createRequire(import.meta.url);

/** All schemas are given, since they refer to each other. */
function validator(name: string): ValidateFunction {
  const { Ajv2020 }: typeof import('ajv/dist/2020.js') = require('ajv/dist/2020.js');
  const ajv = new Ajv2020({ strict: false, schemas: Object.values(schemas) });
  const schema = Object.values(schemas).find(({ title }) => title === name);
  if (!schema) throw new Error(`no schema describes ${name}`);
  return ajv.getSchema(schema.$id)!;
}

/** What a value may be, or what the property is called: ajv leaves it out of its sentence. */
function allowed(params: Record<string, unknown> | undefined): string {
  if (!params) return '';
  const { allowedValues, additionalProperty, allowedValue } = params;
  if (Array.isArray(allowedValues)) return `: ${allowedValues.join(', ')}`;
  if (allowedValue !== undefined) return `: ${JSON.stringify(allowedValue)}`;
  return additionalProperty === undefined ? '' : `: ${String(additionalProperty)}`;
}
