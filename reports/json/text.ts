/**
 * JSON for people and for diffs: what holds nothing but scalars stands on one line, as the events
 * of a trace do, and everything else is spread out.
 */
export const jsonText = (value: unknown): string => `${print(value, '')}\n`;

function print(value: unknown, indent: string): string {
  if (isScalar(value)) return JSON.stringify(value);
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    if (value.every(isScalar)) return `[${value.map((one) => JSON.stringify(one)).join(', ')}]`;
    const items = value.map((item) => inner + (isFlat(item) ? oneLine(item) : print(item, inner)));
    return `[\n${items.join(',\n')}\n${indent}]`;
  }
  const entries = Object.entries(value as object).filter(([, part]) => part !== undefined);
  if (entries.length === 0) return '{}';
  const parts = entries.map(
    ([key, part]) => `${inner}${JSON.stringify(key)}: ${print(part, inner)}`,
  );
  return `{\n${parts.join(',\n')}\n${indent}}`;
}

const isScalar = (value: unknown): boolean => value === null || typeof value !== 'object';

const isFlat = (value: unknown): value is object =>
  !isScalar(value) &&
  !Array.isArray(value) &&
  Object.values(value as object).every(
    (part) => isScalar(part) || (Array.isArray(part) && part.every(isScalar)),
  );

function oneLine(value: object): string {
  const parts = Object.entries(value)
    .filter(([, part]) => part !== undefined)
    .map(([key, part]) => `${JSON.stringify(key)}: ${print(part, '')}`);
  return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`;
}
