import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { UnusableSubject } from '../subject.ts';
import { asyncify } from './asyncify.ts';
import { firstError } from './compiler-error.ts';
import { DATA_START, MEMORY_END } from './memory-map.ts';
import { type Program, sourcesOf } from './sources.ts';
import {
  type Call,
  type Files,
  type Toolchain,
  type ToolchainName,
  toolchain,
} from './toolchain.ts';

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
export async function compile(program: Program, wanted?: ToolchainName): Promise<Uint8Array> {
  const files = sourcesOf(program);
  const tools = await toolchain(wanted);
  const kept = join(homedir(), '.cache', 'faultline', `${digest(tools, files)}.wasm`);
  try {
    return readFileSync(kept);
  } catch {
    const { default: binaryen } = await import('binaryen');
    const wasm = asyncify(binaryen, await link(program, tools, files));
    keep(kept, wasm);
    return wasm;
  }
}

function digest({ version }: Toolchain, files: Files): string {
  const recipe = [version, COMPILER_FLAGS, LINKER_FLAGS, asyncify.toString(), [...files]];
  return createHash('sha256').update(JSON.stringify(recipe)).digest('hex');
}

async function link(program: Program, tools: Toolchain, files: Files): Promise<Uint8Array> {
  const made = async (call: Call): Promise<Uint8Array> => {
    const result = await tools.run(call);
    if (result.kind === 'made') return result.output;
    throw new UnusableSubject(firstError(program, result.stderr));
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
