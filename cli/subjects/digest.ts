import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import type { Subject } from '../../impl/subject.ts';

/** SHA-256 of the texts that a subject was made of, or null for one of the catalogue. */
export function digestOf({ name, sources }: Subject): string | null {
  const isFile = statSync(name, { throwIfNoEntry: false })?.isFile() ?? false;
  const texts = isFile ? [readFileSync(name, 'utf8')] : (sources ?? []).map(({ text }) => text);
  if (texts.length === 0) return null;
  return digestOfTexts(texts);
}

/** SHA-256 of texts, one after the other. */
export function digestOfTexts(texts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(text).update('\0');
  return hash.digest('hex');
}
