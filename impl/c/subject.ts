import { dirname, join } from 'node:path';
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
import { type Compiled, subjectOfModule } from './runtime/compiled.ts';
import { assertAllDefined, assertKnownImports } from './runtime/import-list.ts';
import { compile } from './toolchain/compile.ts';
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
  options?: Options,
  under?: DriverSource,
): Promise<Subject> {
  const { module, about } = await compiledOf(given, options, under);
  return subjectOfModule(module, about);
}

/** The same as its code and what is known of it: whoever has both needs no compiler. */
export async function compiledOf(
  given: SourceFile,
  { profile, toolchain, build, pairs }: Options = {},
  under?: DriverSource,
): Promise<{ wasm: Uint8Array; module: WebAssembly.Module; about: Compiled }> {
  const program = programOf({
    helpers: given,
    build: build ?? {},
    pairs,
    ...(under && { driver: under }),
  });
  const { helpers, driver, notCompiled } = program;
  const wasm = await compile(program, toolchain);
  const module = new WebAssembly.Module(wasm);
  assertAllDefined(program, module);
  assertKnownImports(helpers.path, module);
  const own = ownHandlers(helpers.path, helpers.text);
  const handlers = {
    fault: driver?.fault ?? handlerOf(helpers.path, helpers.text),
    mkwrite: (driver ?? own).mkwrite ?? null,
    beside: driver ? [] : own.others,
  };
  const about = {
    name: driver ? `${helpers.path}+${driver.path}:${driver.called}` : helpers.path,
    profile: profile ?? profileOf(helpers.text),
    profileFrom: profile ? ('given' as const) : ('inferred' as const),
    handlers,
    opensVmas: opensVmas(helpers.text),
    notCompiled,
    sources: textsOf([given, ...(under ? [under.file] : [])]),
  };
  return { wasm, module, about };
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
