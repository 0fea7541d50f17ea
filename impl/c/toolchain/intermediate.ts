import { usersIn } from './flow.ts';

/**
 * Checks what clang makes of a subject before it becomes assembly (LLVM IR as text).
 *
 * Names are written into assembly as they are, with line breaks if they have some, and an assembler
 * reads files. In the intermediate text each name is quoted, so that it can be judged for certain.
 * There it also shows whether every load and store is announced to the one who watches.
 */

/** The intermediate text that may become assembly, or what in it is refused. */
export type Intermediate =
  | { readonly kind: 'fit'; readonly text: string }
  | { readonly kind: 'refused'; readonly why: string };

/** Functions of `shim/runtime.c` that are not watched, since they are the watch. */
const WATCH = /^(?:__sanitizer_cov_\w+|faultline_unwatch|sancov\.module_ctor\w*)$/;
/** What the outside calls. */
const OWN_EXPORTS = [
  ...[
    'faultline_fault',
    'faultline_open',
    'faultline_close',
    'faultline_unwatch',
    'faultline_state',
  ],
  ...['hook_fault_reserve_notify', 'hook_io_mem_pfn'],
];
/** What the watch tells the outside: a subject that calls that by another name would make it up. */
const OWN_IMPORTS = [
  ...['faultline_runaway', 'faultline_load', 'faultline_store', 'faultline_said'],
];
const SECTION = /^[\w.$]{1,64}$/;
/** A name that is written into assembly as it is. */
const NAME = /^[\w.$-]{1,512}$/;
/** Texts of the compilation: the shim's, the unit, and those of the user by number. */
const FILE = /^(?:user\/\d+|include\/[\w./-]+|faultline\/[\w.-]+|unit\.c)$/;
const METADATA = /^(?:dbg\.cu|module\.flags|ident|errno\.tbaa|loop\.\w+)$/;

/** Copies that clang may make itself; `shim/runtime.c` has functions for them, which are watched. */
const COPIES = /@llvm\.(memcpy|memmove|memset)(?:\.inline)?\.[\w.]+(?=\()/;
/** Functions of LLVM's that touch no memory of the subject's, or end it. */
const HARMLESS = new RegExp(
  `^(?:${[
    ...['dbg', 'lifetime', 'expect', 'assume', 'experimental\\.noalias', 'objectsize'],
    ...['bswap', 'bitreverse', 'ct(?:pop|lz|tz)', 'abs', '[su]m(?:ax|in)', 'fsh[lr]', 'ptrmask'],
    ...['[su](?:add|sub|mul)\\.(?:with\\.overflow|sat)', '[su]shl\\.sat', 'is\\.constant'],
    ...['trap', 'debugtrap', 'ubsantrap', 'va_(?:start|end|copy)', 'stack(?:save|restore)'],
  ].join('|')})\\b`,
);

const MEMORY = /^(?:%\S+ = )?(load|store)\b/;
/** Old compilers cast the hook to the type of the pointer. */
const HOOK_CALL = /^(?:tail )?call void (?:bitcast \(void \([^)]*\)\* )?@__sanitizer_cov_(\w+)/;
const ANNOUNCED = /^(load|store)(?:1|2|4|8|16)$/;
const UNSEEN: readonly (readonly [RegExp, string])[] = [
  [/^(?:%\S+ = )?(?:atomicrmw|cmpxchg)\b/, 'an atomic builtin, whose access nobody sees'],
  [/^%\S+ = va_arg\b/, 'an argument of va_arg, whose access nobody sees'],
  [/^(?:%\S+ = )?callbr\b|\basm (?:sideeffect|inteldialect|")/, 'assembly'],
  [/\bbyval\(/, 'a struct passed by value, whose copy nobody sees'],
];

/** Judges a text, and has its copies made by functions that are watched. */
export function judged(text: string): Intermediate {
  const lines = text.split('\n');
  const why =
    stringsRefused(lines) ??
    functionsRefused(lines) ??
    hooksRefused(lines) ??
    targetsRefused(lines);
  if (why !== undefined) return { kind: 'refused', why };
  return { kind: 'fit', text: lines.map(watchedCopy).join('\n') };
}

/** Names of symbols, sections, imports, exports and files; module-level texts. */
function stringsRefused(lines: readonly string[]): string | undefined {
  for (const line of lines) {
    if (/^module asm\b/.test(line)) return 'assembly at file level is refused';
    const bare = line.replaceAll(/(?<![@$%!]|c)"(?:[^"\\]|\\.)*"/g, '""');
    const quoted = /[@$]"((?:[^"\\]|\\.)*)"/.exec(bare)?.[1];
    if (quoted !== undefined) return `the symbol ${shown(quoted)} is refused: ${WORDS}`;
    const symbol = /^(?:define|declare)\b.*?@([\w.$-]+)\(|^@([\w.$-]+) =/.exec(line);
    const name = symbol?.[1] ?? symbol?.[2];
    if (name !== undefined && !NAME.test(name)) return `the symbol ${shown(name)} is refused`;
    const metadata = /^!llvm\.([\w.]+) =/.exec(line)?.[1];
    if (metadata !== undefined && !METADATA.test(metadata)) {
      return `a pragma that reaches the linker is refused (${metadata})`;
    }
    const file = /^!\d+ = (?:distinct )?!DIFile\(filename: "((?:[^"\\]|\\.)*)"/.exec(line)?.[1];
    if (file !== undefined && !FILE.test(file)) {
      return `#line is refused: it gives the name ${shown(file)} to lines of the file`;
    }
    for (const [, kind, value] of line.matchAll(/\b(section|partition|gc) "((?:[^"\\]|\\.)*)"/g)) {
      if (isPlain(line) && (kind !== 'section' || !SECTION.test(value!))) {
        return `the ${kind} ${shown(value!)} is refused: ${WORDS}`;
      }
    }
    if (line.startsWith('attributes ')) {
      const attribute = attributesRefused(line);
      if (attribute !== undefined) return attribute;
    }
  }
  return undefined;
}

const SHOWN_MAX = 60;
const WORDS = 'expected letters, digits, and _ . $';

/** A line that defines something, not a text in quotes that looks like it. */
const isPlain = (line: string): boolean => /^(?:@|define\b|declare\b)/.test(line);

function attributesRefused(line: string): string | undefined {
  for (const [, key, value] of line.matchAll(/"(wasm-[\w-]+)"="((?:[^"\\]|\\.)*)"/g)) {
    const isExport = key === 'wasm-export-name';
    if (isExport && OWN_EXPORTS.includes(value!)) continue;
    if (isExport) return `export_name ${shown(value!)} is refused: a subject exports nothing`;
    if (!/^wasm-import-(?:name|module)$/.test(key!) || !/^\w{1,64}$/.test(value!)) {
      return `${key!.slice(5)} ${shown(value!)} is refused: ${WORDS}`;
    }
  }
  return undefined;
}

/** All code is compiled for the same machine: another one may have instructions that hide. */
function targetsRefused(lines: readonly string[]): string | undefined {
  const targets = new Set(
    lines.flatMap((line) =>
      line.startsWith('attributes ') ? (/"target-features"="([^"]*)"/.exec(line)?.[1] ?? []) : [],
    ),
  );
  if (targets.size <= 1) return undefined;
  return 'the attribute target is refused: all functions are compiled for one machine';
}

/** The hooks are called, and nothing else is done with them. */
function hooksRefused(lines: readonly string[]): string | undefined {
  for (const line of lines) {
    const code = line.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""').trim();
    if (!code.includes('@__sanitizer_cov_') || /^(?:define|declare)\b/.test(code)) continue;
    const rest = code.replace(HOOK_CALL, '');
    if (rest.includes('@__sanitizer_cov_')) return 'the address of a coverage hook is taken';
  }
  return undefined;
}

/** Every function is instrumented, has lines, and announces each load and store. */
function functionsRefused(lines: readonly string[]): string | undefined {
  const groups = new Map(
    lines.flatMap((line) => {
      const [, group, list] = /^attributes (#\d+) = \{(.*)\}/.exec(line) ?? [];
      return group === undefined ? [] : [[group, list!] as const];
    }),
  );
  const isUsers = usersIn(lines.join('\n'));
  let ofUser = false;
  const pretender = pretenderIn(lines, groups);
  if (pretender !== undefined) return `${pretender}: import_module "faultline" is refused`;
  let name: string | undefined;
  let said: Said = { before: '', casts: new Map() };
  for (const line of lines) {
    if (line.startsWith('define ')) {
      name = /@([\w.$-]+)\(/.exec(line)?.[1] ?? '';
      said = { before: '', casts: new Map() };
      ofUser = isUsers(line);
      const refused = WATCH.test(name) ? undefined : headRefused(line, groups);
      if (refused !== undefined) return `${name}: ${refused}`;
    } else if (line === '}') {
      name = undefined;
    } else if (name !== undefined && !WATCH.test(name) && line.startsWith('  ')) {
      const code = line.trim();
      const refused = (ofUser ? watchTouched(code) : undefined) ?? instructionRefused(code, said);
      if (refused !== undefined) return `${name}: ${refused} is refused`;
      const cast = /^(%\S+) = bitcast .*?(%[\w.$-]+) to /.exec(code);
      // Casts stand between a call that announces and what it announces.
      if (cast) said.casts.set(cast[1]!, cast[2]!);
      else if (!/^(?:#dbg_|(?:tail )?call void @llvm\.dbg)/.test(code)) said.before = code;
    }
  }
  return undefined;
}

/** What of the watch a function of the user's uses: nobody but the watch may. */
function watchTouched(code: string): string | undefined {
  const name = /@(faultline_(?:load|store|runaway|unwatch|state|watch|fault|open|close)\b)/.exec(
    code,
  );
  return name === null ? undefined : `${name[1]}, which is the tool's own,`;
}

/** A function that says to the outside what only the watch may say. */
function pretenderIn(
  lines: readonly string[],
  groups: ReadonlyMap<string, string>,
): string | undefined {
  for (const line of lines) {
    const [, name, group] = /^declare\b.*?@([\w.$-]+)\(.*(#\d+)/.exec(line) ?? [];
    const list = group === undefined ? '' : (groups.get(group) ?? '');
    if (!list.includes('"wasm-import-module"="faultline"')) continue;
    if (!OWN_IMPORTS.includes(name!)) return name;
  }
  return undefined;
}

/** What an instruction is judged by: the one before it, and what pointers are casts of. */
interface Said {
  before: string;
  readonly casts: Map<string, string>;
}

/** The operand before the alignment; expressions of constants have commas of their own. */
function pointerIn(code: string): string {
  let [depth, start] = [0, 0];
  for (let at = 0; at < code.length; at += 1) {
    const one = code[at]!;
    if ('([{<'.includes(one)) depth += 1;
    if (')]}>'.includes(one)) depth -= 1;
    if (one !== ',' || depth > 0) continue;
    if (code.startsWith(', align ', at)) return code.slice(start, at);
    start = at + 1;
  }
  return '';
}

/** What a pointer is made of: values and globals, whatever they were cast to. */
function rootsOf(operand: string, casts: ReadonlyMap<string, string>): string {
  const names = operand.match(/[%@](?!(?:struct|union)\.)[\w.$-]+/g) ?? [];
  const root = (name: string): string => (casts.has(name) ? root(casts.get(name)!) : name);
  return names.map(root).join();
}

function headRefused(line: string, groups: ReadonlyMap<string, string>): string | undefined {
  const attributes = [...line.matchAll(/#\d+/g)].map(([group]) => groups.get(group) ?? '').join();
  const hides = /\b(?:nosanitize_coverage|disable_sanitizer_instrumentation)\b/.test(attributes);
  if (hides) return 'an attribute that hides accesses (no_sanitize) is refused';
  if (/\bnaked\b/.test(attributes)) return 'the attribute naked is refused';
  return / !dbg !\d+/.test(line) ? undefined : 'the attribute nodebug is refused: it hides lines';
}

function instructionRefused(code: string, { before, casts }: Said): string | undefined {
  const kind = MEMORY.exec(code)?.[1];
  if (kind !== undefined) {
    const operand = pointerIn(code);
    const [head = '', hook = ''] = HOOK_CALL.exec(before) ?? [];
    const announced = ANNOUNCED.exec(hook)?.[1];
    const given = before.slice(head.length).replace(/^ to [^()]*\([^()]*\)\*\)/, '');
    const isSame = rootsOf(operand, casts) === rootsOf(given.replace(/, !dbg.*/, ''), casts);
    if (announced === kind && isSame) return undefined;
    return `an access of an odd size (${code.slice(0, SHOWN_MAX)})`;
  }
  for (const [pattern, what] of UNSEEN) if (pattern.test(code)) return what;
  const intrinsic = /@llvm\.([\w.]+)\(/.exec(code);
  if (!intrinsic || COPIES.test(code) || HARMLESS.test(intrinsic[1]!)) return undefined;
  return `the builtin ${intrinsic[1]}`;
}

/** A copy of a few words would become loads and stores that nobody has announced. */
function watchedCopy(line: string): string {
  if (!line.startsWith('  ') || !COPIES.test(line)) return line;
  return (
    line
      .replace(COPIES, '@faultline_$1')
      // A pass of LLVM's that makes one copy of several stores counts in 64 bits.
      .replace(/, i64 (\d{1,9}), i1 /, ', i32 $1, i1 ')
      .replace(/, i1 (?:immarg )?(true|false)\)/, ', i1 zeroext $1)')
      .replace(/, i8 (?=[^)]*, i1)/, ', i8 zeroext ')
  );
}

const shown = (text: string): string =>
  JSON.stringify(text.length > SHOWN_MAX ? `${text.slice(0, SHOWN_MAX)}…` : text);
