import { dirname, join } from 'node:path';
import { Kernel } from '../kernel/kernel.ts';
import type { Profile } from '../kernel/profile.ts';
import { type SourceText, type Subject, UnusableSubject } from '../subject.ts';
import { C_BYTES_MAX, contentOfFile } from './front-end/bounded-file.ts';
import type { Build } from './front-end/build.ts';
import { headersBeside } from './front-end/headers.ts';
import { ownHandlers } from './front-end/own-handlers.ts';
import type { OwnPairs } from './front-end/pairs.ts';
import { programOf } from './front-end/program.ts';
import { handlerOf, opensVmas, profileOf } from './front-end/shape.ts';
import type { SourceFile } from './front-end/sources.ts';
import { sourceCoverage } from './runtime/coverage.ts';
import { callFault, callOnVma } from './runtime/fiber.ts';
import { assertAllDefined, assertKnownImports } from './runtime/import-list.ts';
import { Instance } from './runtime/instance.ts';
import { compile } from './toolchain/compile.ts';
import { codeMapOf, sourceLineOf } from './toolchain/instrument.ts';
import type { ToolchainName } from './toolchain/toolchain.ts';

/** What is taken from the file and from the machine unless it is given. */
export interface Options {
  readonly profile?: Profile;
  readonly toolchain?: ToolchainName;
  /** How the kernel is built that has the subject; as a distribution's unless it is given. */
  readonly build?: Build;
  /** What the driver takes and gives back, beside what is built in. */
  readonly pairs?: OwnPairs;
}

/** A driver's file with its own handlers; which one, where it has several. */
export interface DriverFile {
  readonly path: string;
  readonly handler?: string;
}

/** The same as a text. */
export interface DriverText extends DriverFile {
  readonly text: string;
}

/** The same with its headers. */
export interface DriverSource {
  readonly file: SourceFile;
  readonly handler?: string;
}

/** The kernel's own C file as a subject, compiled as it is; a driver's handlers may be its callers. */
export function subjectOfC(path: string, options?: Options, driver?: DriverFile): Promise<Subject> {
  const helpers = sourceFile(path);
  if (!driver) return subjectOf(helpers, options);
  return subjectOf(helpers, options, { ...driver, file: sourceFile(driver.path) });
}

/** The same of a file that need not stand on the disk. */
export const subjectOfSource = (
  helpers: SourceFile,
  options?: Options,
  driver?: DriverSource,
): Promise<Subject> => subjectOf(helpers, options, driver);

/** The text of a C file as a subject; without headers of its own. */
export function subjectOfText(
  path: string,
  text: string,
  options?: Options,
  driver?: DriverText,
): Promise<Subject> {
  const headers = new Map<string, string>();
  const helpers = { path, text, headers };
  if (!driver) return subjectOf(helpers, options);
  return subjectOf(helpers, options, { ...driver, file: { ...driver, headers } });
}

/**
 * C as a subject, run over the same simulated kernel as any other. Its profile is the one that the
 * text of the helpers shows, unless another is given.
 */
async function subjectOf(
  given: SourceFile,
  { profile, toolchain, build, pairs }: Options = {},
  under?: DriverSource,
): Promise<Subject> {
  const program = programOf({
    helpers: given,
    build: build ?? {},
    pairs,
    ...(under && { driver: under }),
  });
  const { helpers, driver, notCompiled } = program;
  const module = new WebAssembly.Module(await compile(program, toolchain));
  assertAllDefined(program, module);
  assertKnownImports(helpers.path, module);
  const map = codeMapOf(module);
  // Whether there is room for its data shows now, not as a crash of the first run.
  new Instance(module, new Kernel(), map);
  const judged = driver ?? ownHandlers(helpers.path, helpers.text);
  const named = {
    fault: driver?.fault ?? handlerOf(helpers.path, helpers.text),
    mkwrite: judged.mkwrite ?? null,
    beside: driver ? [] : ownHandlers(helpers.path, helpers.text).others,
  };
  const instances = new WeakMap<Kernel, Instance>();
  const instanceOf = (kernel: Kernel): Instance => {
    const instance = instances.get(kernel) ?? new Instance(module, kernel, map);
    instances.set(kernel, instance);
    return instance;
  };
  return {
    name: driver ? `${helpers.path}+${driver.path}:${driver.called}` : helpers.path,
    profile: profile ?? profileOf(helpers.text),
    profileFrom: profile ? 'given' : 'inferred',
    fault: (vmf) => callFault(instanceOf(vmf.memory as Kernel), vmf.ptr),
    ...(opensVmas(helpers.text) && {
      vmOperations: {
        open: (vma) => callOnVma(instanceOf(vma.memory as Kernel), 'faultline_open', vma.ptr),
        close: (vma) => callOnVma(instanceOf(vma.memory as Kernel), 'faultline_close', vma.ptr),
      },
    }),
    adopt: (kernel) => instanceOf(kernel).adopt(),
    handlesMkwrite: judged.mkwrite !== undefined,
    ...(notCompiled.length > 0 && { notCompiled }),
    sources: textsOf([given, ...(under ? [under.file] : [])]),

    sourceLineOf: (kernel, task) => sourceLineOf(map, instanceOf(kernel).at[task] ?? 0),
    blocksReached: (kernel) =>
      [...instanceOf(kernel).hits].flatMap((hit, block) => (hit === 1 ? [block] : [])),
    sourceCoverage: (blocks) => {
      const hits = new Uint8Array(map.blocks.length);
      for (const block of blocks) hits[block] = 1;
      return { ...sourceCoverage(map, hits), handlers: named };
    },
  };
}

/** Every text that the user has given. */
const textsOf = (files: readonly SourceFile[]): readonly SourceText[] =>
  files.flatMap(({ path, text, headers }) => [
    { path, text },
    ...[...headers].map(([place, header]) => ({ path: join(dirname(path), place), text: header })),
  ]);

function sourceFile(path: string): SourceFile {
  const content = contentOfFile(path, C_BYTES_MAX);
  if (content.kind !== 'read') {
    const why = content.kind === 'missing' ? 'there is no such file' : content.why;
    throw new UnusableSubject(`${path}: ${why}`);
  }
  const text = content.bytes.toString('utf8').replace(/^\u{FEFF}/u, '');
  return { path, text, headers: headersBeside(path, text) };
}
