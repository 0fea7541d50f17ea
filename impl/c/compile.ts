import { spawnSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { UnusableSubject } from '../subject.ts';
import { asyncify } from './asyncify.ts';
import { firstError } from './compiler-error.ts';
import { DATA_START, MEMORY_END } from './memory-map.ts';
import { handlerOf, headersOf, takesPageSize } from './shape.ts';
import { structsHeader } from './structs-header.ts';
import { systemToolchain, type Toolchain } from './toolchain.ts';

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
export async function compile(path: string, text: string): Promise<Uint8Array> {
  const toolchain = systemToolchain();
  const files = sources(path, text);
  const kept = join(homedir(), '.cache', 'faultline', `${digest(toolchain, files)}.wasm`);
  try {
    return readFileSync(kept);
  } catch {
    const { default: binaryen } = await import('binaryen');
    const wasm = asyncify(binaryen, link(path, toolchain, files));
    keep(kept, wasm);
    return wasm;
  }
}

/** Everything that the compiler is given, by name. */
function sources(path: string, text: string): ReadonlyMap<string, string> {
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
  const files = new Map([
    ['unit.c', unit],
    ['include/faultline/kernel.h', shim('kernel.h')],
    ['include/faultline/structs.h', structsHeader()],
  ]);
  // Whatever a kernel header declares, the shim does.
  for (const name of headersOf(text)) files.set(`include/${name}`, '');
  return files;
}

function digest({ version }: Toolchain, files: ReadonlyMap<string, string>): string {
  const recipe = [version, COMPILER_FLAGS, LINKER_FLAGS, asyncify.toString(), [...files]];
  return createHash('sha256').update(JSON.stringify(recipe)).digest('hex');
}

function link(path: string, toolchain: Toolchain, files: ReadonlyMap<string, string>): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'faultline-'));
  try {
    for (const [name, content] of files) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content);
    }
    const object = ['-I', 'include', 'unit.c', '-o', 'unit.o'];
    run(path, folder, toolchain.clang, [...COMPILER_FLAGS, ...object]);
    run(path, folder, toolchain.linker, [...LINKER_FLAGS, 'unit.o', '-o', 'unit.wasm']);
    return readFileSync(join(folder, 'unit.wasm'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(path: string, cwd: string, program: string, args: readonly string[]): void {
  const { status, stderr, error } = spawnSync(program, args, { cwd, encoding: 'utf8' });
  if (error) throw error;
  if (status !== 0) throw new UnusableSubject(`${path}: ${firstError(path, stderr)}`);
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
