import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Counterexample } from '../properties/finding.ts';
import { type SchemaName, schemas } from '../reports/schemas.ts';
import { oneLine, usage } from './exit.ts';

/** The counterexample in a file, if it is one. */
export const readCounterexample = (path: string): Counterexample =>
  readDocument(path, 'counterexample');

/** A document in a file, if it is one of this name: valid by the published JSON Schema. */
export function readDocument<T>(path: string, name: SchemaName): T {
  const value = parse(path, read(path));
  assertSchemaName(path, value, schemas[name].title);
  const validate = validator<T>(name);
  if (validate(value)) return value;
  const [error] = validate.errors ?? [];
  const place = error?.instancePath ? error.instancePath : 'the document';
  throw usage(`${path}: ${place} ${error?.message ?? 'is not valid'}${allowed(error?.params)}`);
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reasons: Record<string, string> = {
      ENOENT: 'there is no such file',
      EISDIR: 'expected a file, found a directory',
      EACCES: 'the file cannot be read (permission denied)',
    };
    throw usage(`${path}: ${reasons[code ?? ''] ?? message}`, error);
  }
}

function parse(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw usage(`${path}: this is no JSON: ${oneLine((error as Error).message)}`, error);
  }
}

function assertSchemaName(path: string, value: unknown, expected: string): void {
  const found =
    typeof value === 'object' && value !== null
      ? (value as { schema?: unknown }).schema
      : undefined;
  if (found === expected) return;
  const shown = found === undefined ? 'no schema name' : JSON.stringify(found);
  throw usage(`${path}: expected a document of ${expected}, found ${shown}`);
}

/** All schemas are given, since they refer to each other. */
function validator<T>(name: SchemaName): ValidateFunction<T> {
  const ajv = new Ajv2020({ strict: false, schemas: Object.values(schemas) });
  return ajv.getSchema<T>(schemas[name].$id)!;
}

/** What a value may be, or what the property is called: ajv leaves it out of its sentence. */
function allowed(params: Record<string, unknown> | undefined): string {
  if (!params) return '';
  const { allowedValues, additionalProperty, allowedValue } = params;
  if (Array.isArray(allowedValues)) return `: ${allowedValues.join(', ')}`;
  if (allowedValue !== undefined) return `: ${JSON.stringify(allowedValue)}`;
  return additionalProperty === undefined ? '' : `: ${String(additionalProperty)}`;
}
