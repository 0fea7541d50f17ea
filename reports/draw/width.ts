import { createRequire } from 'node:module';

/** Text measured in terminal columns, and made harmless. */

const LINE_BREAKS = /[\t\n\v\f\r\u0085\u2028\u2029]+/gu;
/** Controls, escapes, direction marks and other things that one does not see but that act. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}]/gu;

/** One line without anything that could steer a terminal. */
export const printable = (text: string): string =>
  text.toWellFormed().replace(LINE_BREAKS, ' ').replace(INVISIBLE, '');

/**
 * Letters and signs of which each takes one column: ASCII, Latin, dashes, quotes, dots, arrows,
 * mathematics and lines, which is all that reports have of their own.
 */
const ONE_COLUMN_EACH = /^[ -~¡-¬®-\u02ff‐-‗•…′-‸\u2190-\u22ff\u2500-\u257f]*$/u;

/** Loaded when a text has other signs: its tables of them take a tenth of a second. */
const require = createRequire(import.meta.url);

/** Columns that a text takes. */
export const widthOf = (text: string): number => {
  if (ONE_COLUMN_EACH.test(text)) return text.length;
  const { default: stringWidth }: typeof import('string-width') = require('string-width');
  return stringWidth(text);
};

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The longest beginning that fits, and the rest. */
function split(text: string, columns: number): readonly [string, string] {
  let end = 0;
  let width = 0;
  for (const { segment } of segmenter.segment(text)) {
    width += widthOf(segment);
    if (width > columns && end > 0) break;
    end += segment.length;
    if (width > columns) break;
  }
  return [text.slice(0, end), text.slice(end)];
}

/** The text, or as much of it as fits, with `…` for the rest. */
export function truncated(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text;
  if (columns <= 1) return columns === 1 ? '…' : '';
  const [start] = split(text, columns - 1);
  return widthOf(start) < columns ? `${start}…` : '…';
}

/** A call and its answer, `f(x) = y`: where it is too long the answer stays, if it is short. */
export function truncatedCall(text: string, columns: number): string {
  const at = text.lastIndexOf(' = ');
  const answer = at < 0 ? '' : text.slice(at);
  const room = columns - widthOf(answer);
  if (widthOf(text) <= columns || room < columns / 2) return truncated(text, columns);
  return truncated(text.slice(0, at), room) + answer;
}

const filledUp = (text: string, columns: number): string =>
  text + ' '.repeat(Math.max(0, columns - widthOf(text)));

/** Exactly this many columns: cut short or filled up. */
export function padded(text: string, columns: number): string {
  const filled = filledUp(truncated(text, columns), columns);
  // A sign that is drawn in front of the next one, such as U+11A84, takes a space with it.
  return filledUp(filled, columns);
}

/** Lines no wider than that, broken between words and inside a word that is too long. */
export function wrapped(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/ +/u).filter((part) => part !== '')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (widthOf(longer) <= columns) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = word;
    while (widthOf(line) > columns) {
      const [start, rest] = split(line, columns);
      lines.push(truncated(start, columns));
      line = rest;
    }
  }
  if (line !== '' || lines.length === 0) lines.push(line);
  return lines;
}
