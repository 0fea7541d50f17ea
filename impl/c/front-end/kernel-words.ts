import { UnusableSubject } from '../../subject.ts';
import { bare } from './bare.ts';
import { decide } from './conditions.ts';
import { conditionValue, type Macros } from './macros.ts';

/** What the simulated kernel calls things, as a text finds it at its first line. */
export interface KernelWords {
  /** What is decided by conditions. */
  readonly macros: Macros;
  /** By name: what stands behind it in its definition, parameters and all. */
  readonly defined: ReadonlyMap<string, string>;
  readonly functions: ReadonlySet<string>;
}

/** The words of these headers. */
export function kernelWords(headers: readonly string[], macros: Macros): KernelWords {
  const code = headers.map((text) => bare(text.replaceAll(/\\\n/g, ' '))).join('\n');
  const defined = new Map(
    [...macros].flatMap(([name, body]) => (body === null ? [] : [[name, plain(body)]])),
  );
  for (const [, directive, name, rest] of code.matchAll(DEFINING)) {
    if (directive === 'define') defined.set(name!, plain(rest!));
  }
  const called = code.replaceAll(/^[ \t]*#.*$/gm, '').match(/\b[a-z_]\w*(?=\()/g) ?? [];
  // What is declared and not simulated may have a stand-in.
  const absent = headers.flatMap((text) =>
    [...text.matchAll(/\bABSENT\("(\w+)"\)/g)].map(([, name]) => name!),
  );
  return { macros, defined, functions: new Set(called).difference(new Set(absent)) };
}

/** Names of ours, but for a hook of stand-ins, and words that ask which compiler this is. */
const OWN = /\b(?:faultline_(?!notify\b)|FAULTLINE_|__sanitizer_|__builtin_wasm_|__has_)\w*/;
/** Pragmas that bring back a macro as it was: ours are kept that way (`sources.ts`). */
const KEEPING = /\b(?:push_macro|pop_macro|_Pragma)\b/;
/** Macros that do nothing or say something: a file may have a stand-in of its own. */
const DOING_NOTHING = [
  ...['', 'FAULTLINE_SAID', 'barrier\\(\\)', '\\(\\(void\\)0\\)'],
  'do \\{ (?:\\(void\\)\\(?\\w+\\)?; )*\\} while \\(0\\)',
];
const SILENT = new RegExp(`^(?:\\([^)]*\\) ?)?(?:${DOING_NOTHING.join('|')})$`);
/** Constants that a kernel's file may choose for itself. */
const CHOSEN = /^(?:TTM_BO_VM_NUM_PREFAULT|pr_fmt|dev_fmt|KBUILD_MODNAME)$/;

/**
 * Refuses a text that gives another meaning to a word of the kernel's, or that asks whether it is
 * simulated: it would do one thing here and another one in the kernel.
 *
 * In a kernel build a header has the last word, or the compiler refuses; here all headers stand
 * before the text, so that a text's own `#define VM_IO 0` would win.
 */
export function assertKernelWords(path: string, text: string, words: KernelWords): void {
  const code = bare(text.replaceAll(/\\[ \t]*\r?\n/g, ''));
  const own = OWN.exec(code)?.[0] ?? KEEPING.exec(code)?.[0];
  if (own !== undefined) {
    throw new UnusableSubject(
      `${path}: ${own} is refused: no file of the kernel has a use for it, ` +
        'and with it one could do something else here than there',
    );
  }
  if (!/^[ \t]*(?:#|%:)[ \t]*(?:define|undef)\b/m.test(code)) return;
  const compiled = bare(decide(text, new Map(words.macros)).text.replaceAll(/\\[ \t]*\r?\n/g, ' '));
  for (const [, directive, name, rest] of compiled.matchAll(DEFINING)) {
    if (CHOSEN.test(name!) || !changes(words, { directive, name: name!, rest: plain(rest!) })) {
      continue;
    }
    throw new UnusableSubject(
      `${path}: #${directive} ${name} is refused: the simulated kernel has ${name}, and it means ` +
        'the same to all files; leave your own out',
    );
  }
}

/** A definition: its directive, its name, and what stands behind that. */
const DEFINING = /^[ \t]*(?:#|%:)[ \t]*(define|undef)[ \t]+(\w+)(.*)$/gm;

const plain = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

function changes(
  { defined, functions, macros }: KernelWords,
  { directive, name, rest }: { directive: string | undefined; name: string; rest: string },
): boolean {
  const kernels = defined.get(name);
  if (kernels === undefined) return directive === 'define' && functions.has(name);
  if (SILENT.test(kernels) || (directive === 'define' && rest === kernels)) return false;
  const value = conditionValue(kernels, macros);
  return directive === 'undef' || value === undefined || value !== conditionValue(rest, macros);
}
