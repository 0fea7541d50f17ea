import { fileOf } from '../../scheduler/source-line.ts';

/** `v5.5.ts:61`: where the text has these words, which stand in one line only. */
export function lineIn(path: string, text: string, words: string): string {
  const lines = text.split('\n').flatMap((line, at) => (line.includes(words) ? [at + 1] : []));
  if (lines.length !== 1) throw new Error(`${path} has ${words} in lines ${lines.join(', ')}`);
  return `${fileOf(path)}:${lines[0]}`;
}
