import { UnusableSubject } from '../../subject.ts';
import { bare } from './bare.ts';

/** Directives that read a file and are not the `#include "…"` or `#include <…>` of C. */
const READING =
  /^[ \t]*(?:#|%:)[ \t]*(include_next|import|embed|__include_macros|include(?!_))\b(.*)/gm;
/** Directives that give lines another name, so that what is judged is not what is shown. */
const NAMING = /^[ \t]*(?:#|%:)[ \t]*(?:line\b|\d)/m;
/** Words that look for files, or have the assembler read one. */
const WORDS = /\b(?:__has_include(?:_next)?|__has_embed|__asm__|__asm|asm)\b/g;

/**
 * Refuses a text that would have the compiler look at files other than those that it is given.
 *
 * This is for the sake of a clear message. What keeps the compiler in its folder, whatever the
 * text does, is the overlay of `toolchain/system.ts`, and for npm's that it has no other files; what
 * keeps the assembler from reading some is that names are judged before
 * (`toolchain/intermediate.ts`).
 */
export function assertHarmless(path: string, text: string): void {
  const whole = text.replaceAll(/\\[ \t]*\r?\n/g, '');
  const code = bare(whole);
  for (const { 1: name, 2: rest, index, 0: line } of code.matchAll(READING)) {
    if (name !== 'include') throw refused(path, `#${name}`, 'reads a file that was not given');
    // Comments are blanks in `code`, and so is what stands between quotes.
    if (/^\s*(?:"[^"]+"|<[^>]+>)/.test(rest!)) continue;
    const written = whole.slice(index + line.length - rest!.length, index + line.length).trim();
    throw refused(path, `#include ${written}`, 'does not say by itself which file it reads');
  }
  if (NAMING.test(code)) throw refused(path, '#line', 'gives other names to lines of the file');
  // `<asm/io.h>` is the name of a header.
  const words = code.replaceAll(/^[ \t]*#[ \t]*include[ \t]*<[^>\n]*>/gm, '');
  for (const [word] of words.matchAll(WORDS)) {
    const why = word.includes('has') ? 'looks for files' : 'could have the assembler read files';
    throw refused(path, word, why);
  }
}

const refused = (path: string, what: string, why: string): UnusableSubject =>
  new UnusableSubject(`${path}: ${what} is refused: it ${why}`);
