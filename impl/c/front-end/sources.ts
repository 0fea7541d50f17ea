import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UnusableSubject } from '../../subject.ts';
import { bare } from './bare.ts';
import { type Build, macrosOf } from './build.ts';
import { decide } from './conditions.ts';
import type { Handlers } from './handler.ts';
import { assertInside, inclusionsIn, shimmedDriver } from './headers.ts';
import { assertKernelWords, type KernelWords, kernelWords } from './kernel-words.ts';
import type { Macros } from './macros.ts';
import { ownHandlers } from './own-handlers.ts';
import { type OwnPairs, PAIRS, pairsHeader } from './pairs.ts';
import { definesHelpers, handlerOf, hasDummyPage, opensVmas, takesPageSize } from './shape.ts';
import { structsHeader } from './structs-header.ts';
import { stubsOf } from './stubs-name.ts';
import { topLevel } from './top-level.ts';
import { assertHarmless } from './untrusted.ts';

/** Files of a compilation, by relative path. */
export type Files = ReadonlyMap<string, string | Uint8Array>;

/** A C file as its user gives it, with the headers of its own that it includes. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  /** By their path from the file's folder. */
  readonly headers: ReadonlyMap<string, string>;
}

/** The helpers, and the driver's handlers that are linked with them, if any are. */
export interface Program {
  readonly helpers: SourceFile;
  readonly driver?: SourceFile & Handlers;
  /** What the compiler is told beside the texts. */
  readonly build?: Build;
  /** What the user's drivers take and give back, beside what is built in. */
  readonly pairs?: OwnPairs;
}

/** Basic blocks that one run may go through. */
const FUEL = 100_000;

const SHIM = new URL('../shim/', import.meta.url);
const shim = (name: string): string => readFileSync(new URL(name, SHIM), 'utf8');

/** The shim's headers, by their paths from its folder. */
const shimHeaders = (): readonly string[] =>
  readdirSync(SHIM, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.h'));

/** Functions that the shim declares, so that files compile, and that nothing simulates. */
export const absentNames = (): ReadonlySet<string> =>
  new Set(
    shimHeaders().flatMap((name) =>
      [...shim(name).matchAll(/\bABSENT\("(\w+)"\)/g)].map(([, absent]) => absent!),
    ),
  );

/** Functions that the shim of a file's driver has, if it is one that is shimmed. */
export function shimmedFunctions({ text }: SourceFile): readonly string[] {
  const drivers = new Set(inclusionsIn(text).flatMap(({ name }) => shimmedDriver(name) ?? []));
  return [...drivers].flatMap((driver) =>
    topLevel(shim(`drivers/${driver}.h`)).flatMap(({ kind, names }) =>
      kind === 'function' ? names : [],
    ),
  );
}

/** Words that the shim calls something by: functions, macros, members that are called. */
export const knownFunctions = (): ReadonlySet<string> =>
  new Set(
    [...shimHeaders().map(shim), pairsHeader(PAIRS)].flatMap((text) =>
      [...text.matchAll(/\b([A-Za-z_]\w*)\s*(?:\(|$)/gm)].map(([, name]) => name!),
    ),
  );

/** Everything that the compiler is given, by name; the translation unit is `unit.c`. */
export function sourcesOf(program: Program): Files {
  const { helpers, driver } = program;
  const files = new Map<string, string>();
  for (const name of shimHeaders()) files.set(`include/faultline/${name}`, shim(name));
  files.set('include/faultline/structs.h', structsHeader());
  const pairs = new Map([...PAIRS, ...Object.entries(program.pairs ?? {})]);
  files.set('include/faultline/pairs.h', pairsHeader(pairs));
  files.set('include/faultline/build.h', buildHeader(program.build ?? {}));
  files.set('unit.c', unit(program));
  // Each file stands in a folder of its own, so that its headers are found beside it.
  const words = kernelWords(ownHeaders(), macrosAtStart(program.build ?? {}));
  addFile(files, { folder: 'helpers', file: helpers, words });
  if (driver) addFile(files, { folder: 'driver', file: driver, words });
  return salted(files);
}

/**
 * The files with other names for our own macros, which no text of the user's can say, put together
 * as it may: they are made of what it says.
 */
function salted(files: Files): Files {
  const salt = createHash('sha256')
    .update(JSON.stringify([...files]))
    .digest('hex')
    .slice(0, 16);
  return new Map(
    [...files].map(([name, text]) => [
      name,
      // A user's text has none (`kernel-words.ts`), but for what it says between quotes.
      typeof text === 'string' && !/^(?:helpers|driver)\//.test(name)
        ? text.replaceAll(/\bFAULTLINE_(?=\w)/g, `FAULTLINE_${salt}_`)
        : text,
    ]),
  );
}

function unit({ helpers, driver }: Program): string {
  const fault = driver?.fault ?? handlerOf(helpers.path, helpers.text);
  const mkwrite = driver ? driver.mkwrite : ownHandlers(helpers.path, helpers.text).mkwrite;
  if (driver && !definesHelpers(helpers.text)) {
    throw new UnusableSubject(
      `${helpers.path}: expected ttm_bo_vm_reserve and ttm_bo_vm_fault_reserved, on which a ` +
        `handler (${driver.path}) can be built; found not both of them`,
    );
  }
  const texts = [helpers, ...(driver ? [driver] : [])].flatMap(({ text, headers }) => [
    text,
    ...headers.values(),
  ]);
  return [
    `#define FAULTLINE_FUEL ${FUEL}`,
    ...(fault === 'faultline_default_fault' ? ['#define FAULTLINE_DEFAULT'] : []),
    ...(opensVmas(helpers.text) ? ['#define FAULTLINE_VMAS'] : []),
    ...(hasDummyPage(helpers.text) ? [] : ['#define FAULTLINE_DUMMY_PAGE']),
    ...(takesPageSize(helpers.text) ? ['#define FAULTLINE_PAGE_SIZE'] : []),
    '#include "faultline/build.h"',
    '#include "faultline/kernel.h"',
    '#line 1 "faultline/runtime.c"',
    shim('runtime.c'),
    ...ownNames(texts),
    ...ENTRY_WORDS.map((word) => `#pragma push_macro("${word}")`),
    ...(stubsOf(helpers) ? [`#include "helpers/${stubsOf(helpers)}"`] : []),
    `#include "${sourceLineOf('helpers')}"`,
    ...(driver && stubsOf(driver) ? [`#include "driver/${stubsOf(driver)}"`] : []),
    ...(driver ? [`#include "${sourceLineOf('driver')}"`] : []),
    ...ENTRY_WORDS.map((word) => `#pragma pop_macro("${word}")`),
    `#define FAULTLINE_FAULT ${fault}`,
    ...(mkwrite === undefined ? [] : [`#define FAULTLINE_MKWRITE ${mkwrite}`]),
    ...['#ifdef FAULTLINE_AFTER_DRIVER', '#include FAULTLINE_AFTER_DRIVER', '#endif'],
    '#line 1 "faultline/default-fault.c"',
    shim('entry.c'),
  ].join('\n');
}

/**
 * Every word of what stands behind the user's text: the compiler keeps what each meant before, so
 * that no macro of the user's changes one.
 */
const ENTRY_WORDS = [
  ...new Set(
    [
      shim('entry.c'),
      ...shimHeaders()
        .filter((name) => name.startsWith('drivers/'))
        .map(shim),
    ]
      .map((text) => bare(text).replaceAll(/^[ \t]*#.*$/gm, ''))
      .join('\n')
      .match(/\b[A-Za-z_]\w*\b/g),
  ),
];

/** A driver's own function counts where it has the name of one of ours; tracepoints say nothing. */
function ownNames(texts: readonly string[]): string[] {
  const defined = texts.flatMap((text) =>
    topLevel(text).flatMap(({ kind, names }) => (kind === 'function' ? names : [])),
  );
  const traced = texts.flatMap((text) => bare(text).match(/\btrace_\w+(?=\s*\()/g) ?? []);
  return [
    ...[...new Set(traced)].map((name) => `#define ${name} FAULTLINE_SAID`),
    ...[...new Set(defined)].map((name) => `#undef ${name}`),
  ];
}

/** Words of the compiler itself, which it does not want to be told. */
const COMPILERS = /^(?:__GNUC__|__clang__|linux)$/;

/** Words of the compiler that no compiler of a kernel for x86-64 has. */
const ELSEWHERE = [
  ...'__wasm __wasm__ __wasm32 __wasm32__ __wasm64 __wasm64__ _ILP32 __ILP32__'.split(' '),
  ...'atomics bulk_memory bulk_memory_opt call_indirect_overlong exception_handling extended_const'
    .concat(' fp16 gc half_precision memory64 multimemory multivalue mutable_globals')
    .concat(' nontrapping_fptoint reference_types relaxed_simd sign_ext simd128 tail_call')
    .concat(' unimplemented_simd128 wide_arithmetic custom_page_sizes')
    .split(' ')
    .map((feature) => `__wasm_${feature}__`),
  ...'__INCLUDE_LEVEL__ __BASE_FILE__ __FILE_NAME__ __NO_MATH_ERRNO__'.split(' '),
];

/** What the build defines, as a header. */
const buildHeader = (build: Build): string =>
  [
    ...ELSEWHERE.map((name) => `#undef ${name}\n`),
    ...[...macrosOf(build)]
      .filter(([name]) => !COMPILERS.test(name))
      .map(([name, value]) => `#undef ${name}\n#define ${name} ${value}\n`),
  ].join('');

/** Our headers that every file sees. */
const ownHeaders = (): readonly string[] => [
  ...shimHeaders()
    .filter((name) => !name.startsWith('drivers/'))
    .map(shim),
  structsHeader(),
  pairsHeader(PAIRS),
];

/** Every macro that holds at the first line of a subject. */
export function macrosAtStart(build: Build): Macros {
  const macros = macrosOf(build);
  for (const text of ownHeaders()) decide(text, macros);
  // No file of the kernel knows ours.
  for (const name of macros.keys()) if (name.startsWith('FAULTLINE_')) macros.delete(name);
  // Of a long the kernel's, not the one of the machine that is simulated.
  return macros.set('BITS_PER_LONG', '64');
}

/** A name that needs no quoting, whatever the user's file is called. */
const sourceLineOf = (folder: string): string => `${folder}/${folder}.c`;

/** Texts that a file may have, itself and its headers. */
const FILES_MAX = 10_000;

const pathsOf = ({ path, headers }: SourceFile): string[] => [
  path,
  ...[...headers.keys()].map((place) => join(dirname(path), place)),
];

/**
 * The path of the user's that a name stands for in what the compiler says, undefined for texts of
 * ours. Paths themselves are never given to it: they may be anything.
 */
export function userPath({ helpers, driver }: Program, name: string): string | undefined {
  const number = Number(/^user\/(\d{1,6})$/.exec(name)?.[1] ?? Number.NaN);
  if (number < FILES_MAX) return pathsOf(helpers)[number];
  return driver && pathsOf(driver)[number - FILES_MAX];
}

function addFile(
  files: Map<string, string>,
  { folder, file, words }: { folder: string; file: SourceFile; words: KernelWords },
): void {
  const first = folder === 'helpers' ? 0 : FILES_MAX;
  const names = pathsOf(file);
  const named = (path: string, text: string): string => {
    assertHarmless(path, text);
    assertKernelWords(path, text, words);
    return `#line 1 "user/${first + names.indexOf(path)}"\n${text}`;
  };
  for (const { name } of inclusionsIn(file.text)) addStub(files, file.path, name);
  for (const [place, text] of file.headers) {
    files.set(`${folder}/${place}`, named(join(dirname(file.path), place), text));
    for (const { name } of inclusionsIn(text)) addStub(files, file.path, name);
  }
  files.set(sourceLineOf(folder), named(file.path, file.text));
}

/** What a kernel header declares, the shim does, or the driver's own. */
function addStub(files: Map<string, string>, path: string, name: string): void {
  assertInside(path, name);
  const driver = shimmedDriver(name);
  const text = driver === undefined ? '' : `#include "faultline/drivers/${driver}.h"\n`;
  const place = `include/${name}`;
  if (!files.has(place)) files.set(place, text);
}
