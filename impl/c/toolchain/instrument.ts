import type { SourceLine } from '../../../scheduler/source-line.ts';
import { UnusableSubject } from '../../subject.ts';
import { type AsmLine, asmLines } from './assembly.ts';
import { beginsFunction, type CodeMap, codeMap, GUARD, type UserPath } from './code-map.ts';

/** The global in which compiled code says where in the text it is. */
export const PLACE = 'faultline_place';
/** Of a place, the bits that are the line; those above are the file. */
const LINE_BITS = 20;

/**
 * Makes assembly that knows its source: before each call the number of its line is put into a
 * global, and each guard is given its own number instead of an address.
 */
export function instrument(
  assembly: string,
  userPath: UserPath,
): { assembly: string; map: CodeMap } {
  const lines = asmLines(assembly);
  const map = codeMap(lines, userPath);
  // Clang 14 wants to know the type of every function before it is called.
  const types = lines.flatMap((line) =>
    line.kind === 'type' ? [`\t.functype\t${line.name} ${line.type}`] : [],
  );
  const head = [`\t.globaltype\t${PLACE}, i32`, `\t.globl\t${PLACE}`, `${PLACE}:`];
  const code = withPlaces(assembly.split('\n'), lines, map);
  return { assembly: [...new Set(types), ...head, ...code].join('\n'), map };
}

/** Directives that clang writes of its own; among the others are some that read files. */
const DIRECTIVES = new Set(
  `ascii asciz export_name file functype globaltype globl hidden ident import_module import_name
  int8 int16 int32 int64 loc local no_dead_strip p2align section set size skip tabletype text type
  weak zero`
    .split(/\s+/)
    .map((name) => `.${name}`),
);

function assertKnown(line: string): void {
  const [name] = /^\s*(\.[A-Za-z_]\w*)(?=\s|$)/.exec(line)?.slice(1) ?? [];
  if (name === undefined || DIRECTIVES.has(name)) return;
  throw new UnusableSubject(`the directive ${name} is refused, which no other subject has needed`);
}

/** The assembly's lines, and between them what is put in. */
function withPlaces(texts: readonly string[], lines: readonly AsmLine[], map: CodeMap): string[] {
  const placeAt = placesOf(lines, map);
  const isBrace = bracesOf(map);
  const out: string[] = [];
  let guards = 0;
  let endless = false;
  let isDebug = false;
  texts.forEach((text, index) => {
    const line = lines[index]!;
    assertKnown(text);
    // Lines are in the code now; the sections for a debugger would only be carried along.
    if (/^\s*\.(?:section|text)\b/.test(text)) isDebug = /\.debug_/.test(text);
    if (isDebug || line.kind === 'loc' || line.kind === 'file') return;
    if (line.kind === 'instruction' && line.name.startsWith('call')) {
      const place = placeAt[index];
      const isGuard = line.operands === GUARD;
      if (place !== undefined && !(isGuard && isBrace(place))) {
        out.push(`\ti32.const\t${place}`, `\tglobal.set\t${PLACE}`);
      }
      if (isGuard) out.push('\tdrop', `\ti32.const\t${guards++}`);
    }
    if (line.kind === 'instruction' && line.name === 'end_function') {
      if (endless) out.push('\tunreachable');
      endless = false;
    }
    // It reaches to the function's end, and clang 14 cannot read what it has written of it.
    const bare = isEndless(line);
    endless ||= bare;
    const kept = bare ? `\t${line.name}` : text;
    out.push(kept.replace(/^(\s*\.section\s+)__sancov_guards,/, '$1.bss.__sancov_guards,'));
  });
  return out;
}

/** By line of the assembly: the place that holds there, 0 for code of ours, undefined for none. */
function placesOf(lines: readonly AsmLine[], { files }: CodeMap): (number | undefined)[] {
  const names = new Map(
    lines.flatMap((one) => (one.kind === 'file' ? [[one.file, one.name]] : [])),
  );
  let place: number | undefined;
  return lines.map((line, index) => {
    if (line.kind === 'label' && beginsFunction(lines, index)) place = undefined;
    if (line.kind === 'loc' && line.loc.line > 0) {
      const { file, line: number } = line.loc;
      place = file in files ? placeNumber(file, number) : elsewhere(names.get(file));
    }
    return place;
  });
}

/** Tells closing braces, where all returns of a function meet: where they came from says more. */
function bracesOf({ functions, blocks }: CodeMap): (place: number) => boolean {
  const last = functions.map(({ at }, index) => {
    const own = blocks.filter((block) => block.function === index).flatMap(({ lines }) => lines);
    const line = Math.max(0, ...own.map((loc) => loc.line));
    return at && line > at.line ? placeNumber(at.file, line) : 0;
  });
  const braces = new Set(last.filter((place) => place !== 0));
  return (place) => braces.has(place);
}

/** A block with a result: one that nothing leaves, where the function has a result. */
const isEndless = (line: AsmLine): line is AsmLine & { kind: 'instruction' } =>
  line.kind === 'instruction' && /^(?:block|loop)$/.test(line.name) && line.operands !== '';

const placeNumber = (file: number, line: number): number => (file << LINE_BITS) | line;

/** Hooks and copies of memory count for the line that calls them; other code of ours has none. */
const elsewhere = (file: string | undefined): number | undefined =>
  file === 'faultline/runtime.c' ? undefined : 0;

/** The place that a value of the global stands for; undefined for code of ours. */
export function sourceLineOf({ files }: CodeMap, value: number): SourceLine | undefined {
  const path = files[value >>> LINE_BITS];
  return path === undefined ? undefined : { path, line: value & ((1 << LINE_BITS) - 1) };
}

const SECTION = 'faultline.code-map';

/** The wasm with the map in a section of its own, so that one file holds both. */
export function withCodeMap(wasm: Uint8Array, map: CodeMap): Uint8Array {
  const encoder = new TextEncoder();
  const name = encoder.encode(SECTION);
  const content = [...leb(name.length), ...name, ...encoder.encode(JSON.stringify(map))];
  return Uint8Array.from([...wasm, 0, ...leb(content.length), ...content]);
}

/** The map that a compiled subject carries. */
export function codeMapOf(module: WebAssembly.Module): CodeMap {
  const [section] = WebAssembly.Module.customSections(module, SECTION);
  if (!section) throw new Error('the compiled subject has no map of its code');
  return JSON.parse(new TextDecoder().decode(section)) as CodeMap;
}

/** An unsigned integer in as few bytes as it takes (LEB128). */
function leb(value: number): number[] {
  const low = value & 0x7f;
  return value < 0x80 ? [low] : [low | 0x80, ...leb(value >>> 7)];
}
