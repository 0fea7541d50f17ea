import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { UnusableSubject } from '../subject.ts';
import { asyncify } from './asyncify.ts';
import { firstError } from './compiler-error.ts';
import { DATA_START, MEMORY_END } from './memory-map.ts';
import { handlerOf, headersOf, takesPageSize } from './shape.ts';
import { structsHeader } from './structs-header.ts';
import {
  type Call,
  type Files,
  type Toolchain,
  type ToolchainName,
  toolchain,
} from './toolchain.ts';

/** Basic blocks that one run may go through. */
const FUEL = 100_000;

const shim = (name: string): string =>
  readFileSync(new URL(`./shim/${name}`, import.meta.url), 'utf8');

const COMPILER_FLAGS = [
  ...['-target', 'wasm32-unknown-unknown', '-ffreestanding', '-std=gnu11', '-O1', '-c'],
  ...['-mno-reference-types', '-mmutable-globals', '-fno-inline', '-fno-strict-aliasing'],
  '-fno-delete-null-pointer-checks',
  '-fsanitize-coverage=bb,no-prune,trace-pc-guard,trace-loads,trace-stores',
  ...[
    '-Wno-everything',
    '-Werror=implicit-function-declaration',
    '-Werror=int-conversion',
    '-ferror-limit=3',
  ],
];

const LINKER_FLAGS = [
  ...['--no-entry', '--allow-undefined', '--import-memory', '--export-table', '--growable-table'],
  ...['--export=__stack_pointer', '--export=__heap_base', '-z', 'stack-size=1024'],
  `--global-base=${DATA_START}`,
  ...[`--initial-memory=${MEMORY_END}`, `--max-memory=${MEMORY_END}`],
];

/** The wasm of a C file that can be suspended at its primitives; kept by content for later runs. */
export async function compile(
  path: string,
  text: string,
  wanted?: ToolchainName,
): Promise<Uint8Array> {
  const tools = await toolchain(wanted);
  const files = sources(path, text);
  const kept = join(homedir(), '.cache', 'faultline', `${digest(tools, files)}.wasm`);
  try {
    return readFileSync(kept);
  } catch {
    const { default: binaryen } = await import('binaryen');
    const wasm = asyncify(binaryen, await link(path, tools, files));
    keep(kept, wasm);
    return wasm;
  }
}

/** Everything that the compiler is given, by name. */
function sources(path: string, text: string): Files {
  const handler = handlerOf(path, text);
  const unit = [
    `#define FAULTLINE_FUEL ${FUEL}`,
    ...(handler === 'faultline_default_fault' ? ['#define FAULTLINE_DEFAULT'] : []),
    ...(takesPageSize(text) ? ['#define FAULTLINE_PAGE_SIZE'] : []),
    '#include "faultline/kernel.h"',
    `#line 1 ${JSON.stringify(path)}`,
    text,
    `#define FAULTLINE_FAULT ${handler}`,
    '#line 1 "faultline/runtime.c"',
    shim('runtime.c'),
  ].join('\n');
  const files = new Map<string, string>([
    ['unit.c', unit],
    ['include/faultline/kernel.h', shim('kernel.h')],
    ['include/faultline/structs.h', structsHeader()],
  ]);
  // Whatever a kernel header declares, the shim does.
  for (const name of headersOf(text)) files.set(`include/${name}`, '');
  return files;
}

function digest({ version }: Toolchain, files: Files): string {
  const recipe = [version, COMPILER_FLAGS, LINKER_FLAGS, asyncify.toString(), [...files]];
  return createHash('sha256').update(JSON.stringify(recipe)).digest('hex');
}

async function link(path: string, tools: Toolchain, files: Files): Promise<Uint8Array> {
  const made = async (call: Call): Promise<Uint8Array> => {
    const result = await tools.run(call);
    if (result.kind === 'made') return result.output;
    throw new UnusableSubject(`${path}: ${firstError(path, result.stderr)}`);
  };
  const compiling = [...COMPILER_FLAGS, '-I', 'include', 'unit.c', '-o', 'unit.o'];
  const object = await made({ program: 'clang', args: compiling, files, output: 'unit.o' });
  const linking = [...LINKER_FLAGS, 'unit.o', '-o', 'unit.wasm'];
  const objects = new Map([['unit.o', object]]);
  return made({ program: 'wasm-ld', args: linking, files: objects, output: 'unit.wasm' });
}

/** A cache that cannot be written is no cache. */
function keep(path: string, wasm: Uint8Array): void {
  const draft = `${path}.${randomUUID()}`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(draft, wasm);
    renameSync(draft, path);
  } catch {
    rmSync(draft, { force: true });
  }
}
