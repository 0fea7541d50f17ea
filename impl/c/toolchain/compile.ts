import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { SUFFIX } from '../../source.ts';
import { UnusableSubject } from '../../subject.ts';
import { type Files, type Program, sourcesOf } from '../front-end/sources.ts';
import { asyncify } from './asyncify.ts';
import type { CodeMap } from './code-map.ts';
import type { Call, Toolchain } from './compiler.ts';
import { firstError } from './compiler-error.ts';
import { instrument, PLACE, withCodeMap } from './instrument.ts';
import { DATA_START, MEMORY_END } from './memory-map.ts';
import { type ToolchainName, toolchain } from './toolchain.ts';

const TARGET = ['-target', 'wasm32-unknown-unknown', '-mmutable-globals'];

const COMPILER_FLAGS = [
  ...TARGET,
  ...['-ffreestanding', '-nostdinc', '-fno-gnu-inline-asm', '-std=gnu11', '-O1', '-S'],
  ...['-mno-reference-types', '-fno-inline', '-fno-strict-aliasing'],
  '-fno-delete-null-pointer-checks',
  '-fsanitize-coverage=edge,no-prune,trace-pc-guard,trace-loads,trace-stores',
  // Every line has code of its own: calls of two lines are not made one, nor branches none.
  ...['-gdwarf-4', '-gline-tables-only', '-mllvm', '-enable-tail-merge=false'],
  ...['-mllvm', '-simplifycfg-sink-common=false', '-mllvm', '-simplifycfg-hoist-common=false'],
  ...['-mllvm', '-phi-node-folding-threshold=0'],
  ...['-mllvm', '-two-entry-phi-node-folding-threshold=0'],
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
  ...[`--export=${PLACE}`, '--strip-debug'],
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
    const { linked, map } = await link(program, tools, files);
    const wasm = withCodeMap(asyncify(binaryen, linked), map);
    keep(kept, wasm);
    return wasm;
  }
}

/** Our own part in what comes out: a change of it makes other files. */
const STEPS = ['assembly', 'code-map', 'instrument', 'asyncify'].map((step) =>
  readFileSync(new URL(`./${step}${SUFFIX}`, import.meta.url), 'utf8'),
);

function digest({ version }: Toolchain, files: Files): string {
  const recipe = [version, COMPILER_FLAGS, LINKER_FLAGS, ...STEPS, [...files]];
  return createHash('sha256').update(JSON.stringify(recipe)).digest('hex');
}

interface Linked {
  readonly linked: Uint8Array;
  readonly map: CodeMap;
}

async function link(program: Program, tools: Toolchain, files: Files): Promise<Linked> {
  const made = async (call: Call): Promise<Uint8Array> => {
    const result = await tools.run(call);
    if (result.kind === 'made') return result.output;
    throw new UnusableSubject(firstError(program, result.stderr));
  };
  const compiling = [...COMPILER_FLAGS, '-I', 'include', 'unit.c', '-o', 'unit.s'];
  const compiled = await made({ program: 'clang', args: compiling, files, output: 'unit.s' });
  const { assembly, map } = instrument(new TextDecoder().decode(compiled));
  const assembling = [...TARGET, '-c', 'unit.s', '-o', 'unit.o'];
  const texts = new Map([['unit.s', assembly]]);
  const object = await made({
    program: 'clang',
    args: assembling,
    files: texts,
    output: 'unit.o',
  });
  const linking = [...LINKER_FLAGS, 'unit.o', '-o', 'unit.wasm'];
  const objects = new Map([['unit.o', object]]);
  const linked = await made({
    program: 'wasm-ld',
    args: linking,
    files: objects,
    output: 'unit.wasm',
  });
  return { linked, map };
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
