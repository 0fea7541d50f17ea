import { printable } from '../../draw/width.ts';

/** A text in which nothing is a link or a placeholder (SARIF 3.11.5 and 3.11.6), never empty. */
export const messageOf = (raw: string): string =>
  printable(raw)
    .replace(/\](?=\()/gu, '] ')
    .replace(/\{(?=\d+\})/gu, '{ ')
    .trim() || '(nothing)';
