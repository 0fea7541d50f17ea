import { createHash } from 'node:crypto';

/** SHA-256 of texts, one after the other. */
export function digestOfTexts(texts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(text).update('\0');
  return hash.digest('hex');
}
