import type { Finding } from '../../../properties/answers/finding.ts';

/**
 * What a finding is known by from one version of a file to the next (SARIF 3.27.17).
 *
 * It has no numbers of lines or steps in it: the law, the file, what the line says and what was
 * done there. So it stays when lines are put in above, and goes when the line itself changes.
 */
export function fingerprintOf({ invariant, excerpt, trace, event }: Finding): string {
  const breaking = trace[event];
  const at = excerpt?.at ?? breaking?.at ?? '';
  const line = excerpt?.lines.find((one) => at.endsWith(`:${one.line}`))?.text ?? '';
  const parts = [
    invariant,
    at.replace(/:\d+$/u, ''),
    line.replace(/\s+/gu, ' ').trim(),
    breaking?.event ?? 'end',
  ];
  return digest(parts.join('\n'));
}

const PRIME = 0x100000001b3n;
const BASIS = 0xcbf29ce484222325n;

/** FNV-1a over UTF-16 units, 64 bits in hex: short, and the same everywhere. */
function digest(text: string): string {
  let hash = BASIS;
  for (let at = 0; at < text.length; at += 1) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(at))) * PRIME);
  }
  return hash.toString(16).padStart(16, '0');
}
