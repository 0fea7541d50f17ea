import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { SUFFIX } from '../../source.ts';
import { UnusableSubject } from '../../subject.ts';
import { type Marked, marksOf } from '../front-end/marks.ts';
import { type Files, type Program, sourcesOf, userPath } from '../front-end/sources.ts';
import { addressTested } from './addresses.ts';
import { asyncify } from './asyncify.ts';
import { cacheFolder, cacheIn } from './cache.ts';
import type { CodeMap } from './code-map.ts';
import type { Call, Toolchain } from './compiler.ts';
import { firstError } from './compiler-error.ts';
import { differing } from './flow.ts';
import { instrument, PLACE, withCodeMap } from './instrument.ts';
import { judged } from './intermediate.ts';
import { DATA_START, MEMORY_END } from './memory-map.ts';
import { type ToolchainName, toolchain } from './toolchain.ts';

/** A machine with the kernel's longs; what is asserted of the simulated one is not asked there. */
const WIDE = ['-target', 'wasm64-unknown-unknown', '-D_Static_assert(...)='];

const TARGET = ['-target', 'wasm32-unknown-unknown', '-mmutable-globals'];

/** What makes assembly of the intermediate text: that is as it was, with no pass over it. */
const GENERATOR_FLAGS = [
  ...[...TARGET, '-mno-reference-types', '-x', 'ir', '-S', '-O1', '-fno-verbose-asm'],
  ...['-Xclang', '-disable-llvm-passes', '-mllvm', '-enable-tail-merge=false'],
];

const COMPILER_FLAGS = [
  ...TARGET,
  ...['-ffreestanding', '-nostdinc', '-fno-gnu-inline-asm', '-std=gnu11', '-O1'],
  ...['-S', '-emit-llvm', '-mno-reference-types', '-fno-inline', '-fno-strict-aliasing'],
  '-fno-delete-null-pointer-checks',
  '-fsanitize-coverage=edge,no-prune,trace-pc-guard,trace-loads,trace-stores',
  // Every line has code of its own: calls of two lines are not made one, nor branches none.
  ...['-gdwarf-4', '-gline-tables-only', '-fno-crash-diagnostics'],
  ...['-mllvm', '-simplifycfg-sink-common=false', '-mllvm', '-simplifycfg-hoist-common=false'],
  ...['-mllvm', '-phi-node-folding-threshold=0'],
  ...['-mllvm', '-two-entry-phi-node-folding-threshold=0'],
  ...[
    '-Wno-everything',
    '-Werror=implicit-function-declaration',
    '-Werror=int-conversion',
    '-Werror=date-time',
    '-ferror-limit=0',
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
  const folder = cacheFolder();
  const cache = folder === undefined ? undefined : cacheIn(folder);
  const marks = marksOf(program.helpers);
  const key = digest(tools, program, { files, marks });
  const kept = cache?.read(key);
  if (kept) return kept;
  const { default: binaryen } = await import('binaryen');
  const { linked, map } = await link(program, tools, files);
  const wasm = withCodeMap(asyncify(binaryen, linked, marks), map);
  cache?.keep(key, wasm);
  return wasm;
}

/** Our own part in what comes out: a change of it makes other files. */
const STEPS = [
  'addresses',
  'flow',
  'assembly',
  'code-map',
  'instrument',
  'intermediate',
  'asyncify',
].map((step) => readFileSync(new URL(`./${step}${SUFFIX}`, import.meta.url), 'utf8'));

function digest(
  { version }: Toolchain,
  { helpers, driver }: Program,
  { files, marks }: { files: Files; marks: readonly Marked[] },
): string {
  const paths = [helpers.path, driver?.path];
  const flags = [COMPILER_FLAGS, GENERATOR_FLAGS, LINKER_FLAGS];
  const recipe = [version, flags, STEPS, paths, marks, [...files]];
  return createHash('sha256').update(JSON.stringify(recipe)).digest('hex');
}

/** What the compiler complains of, if it does: nothing is linked. */
export async function complaintsOf(program: Program, wanted?: ToolchainName): Promise<string> {
  const tools = await toolchain(wanted);
  const made = await tools.run(compiling(sourcesOf(program)));
  return made.kind === 'made' ? '' : made.stderr;
}

const compiling = (files: Files): Call => ({
  program: 'clang',
  args: [...COMPILER_FLAGS, '-I', 'include', 'unit.c', '-o', 'unit.ll'],
  files,
  output: 'unit.ll',
});

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
  /** One file made of one other. */
  const step = (call: Omit<Call, 'files'>, name: string, content: string | Uint8Array) =>
    made({ ...call, files: new Map([[name, content]]) });
  const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

  const compiled = await made(compiling(files));
  const fit = judged(text(compiled));
  const refused = (why: string): UnusableSubject =>
    new UnusableSubject(`${program.helpers.path}: ${why}`);
  if (fit.kind === 'refused') throw refused(fit.why);
  const tested = addressTested(text(compiled));
  if (tested !== undefined) {
    throw refused(`${tested}: what it does depends on an address: that is not deterministic`);
  }
  const wide = COMPILER_FLAGS.flatMap((flag) => (TARGET.includes(flag) ? [] : flag));
  const widely = [...WIDE, ...wide, '-I', 'include', 'unit.c', '-o', 'wide.ll'];
  const other = await made({ program: 'clang', args: widely, files, output: 'wide.ll' });
  const unlike = differing(text(compiled), text(other));
  if (unlike !== undefined) {
    throw refused(
      `the ${unlike} depends on how wide a long or a pointer is: in the kernel it has 64 bits, here 32`,
    );
  }

  const generating = [...GENERATOR_FLAGS, 'fit.ll', '-o', 'unit.s'];
  const generator = { program: 'clang', args: generating, output: 'unit.s' } as const;
  const generated = text(await step(generator, 'fit.ll', fit.text));
  const { assembly, map } = instrument(generated, (name) => userPath(program, name));

  const assembling = [...TARGET, '-c', 'known.s', '-o', 'unit.o'];
  const assembler = { program: 'clang', args: assembling, output: 'unit.o' } as const;
  const object = await step(assembler, 'known.s', assembly);

  const linking = [...LINKER_FLAGS, 'unit.o', '-o', 'unit.wasm'];
  const linker = { program: 'wasm-ld', args: linking, output: 'unit.wasm' } as const;
  return { linked: await step(linker, 'unit.o', object), map };
}
