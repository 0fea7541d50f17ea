import { readFileSync } from 'node:fs';
import type { Kernel } from '../kernel/kernel.ts';
import type { Profile } from '../kernel/profile.ts';
import type { Subject } from '../subject.ts';
import { compile } from './compile.ts';
import { callFault } from './fiber.ts';
import { handlersIn } from './handler.ts';
import { headersBeside } from './headers.ts';
import { Instance } from './instance.ts';
import { profileOf } from './shape.ts';
import type { Program, SourceFile } from './sources.ts';
import type { ToolchainName } from './toolchain.ts';

/** What is taken from the file and from the machine unless it is given. */
export interface Options {
  readonly profile?: Profile;
  readonly toolchain?: ToolchainName;
}

/** A driver's file with its own handlers; which one, where it has several. */
export interface DriverFile {
  readonly path: string;
  readonly handler?: string;
}

/** The kernel's own C file as a subject, compiled as it is; a driver's handlers may be its callers. */
export function subjectOfC(path: string, options?: Options, driver?: DriverFile): Promise<Subject> {
  const helpers = sourceFile(path);
  if (!driver) return subjectOf(path, { helpers }, options);
  const source = sourceFile(driver.path);
  const handlers = handlersIn(driver.path, source.text, driver.handler);
  const name = `${path}+${driver.path}:${driver.handler ?? handlers.fault}`;
  return subjectOf(name, { helpers, driver: { ...source, ...handlers } }, options);
}

/** The text of a C file as a subject. */
export const subjectOfText = (name: string, text: string, options?: Options): Promise<Subject> =>
  subjectOf(name, { helpers: { path: name, text, headers: new Map() } }, options);

/**
 * C as a subject, run over the same simulated kernel as any other. Its profile is the one that the
 * text of the helpers shows, unless another is given.
 */
async function subjectOf(
  name: string,
  program: Program,
  { profile, toolchain }: Options = {},
): Promise<Subject> {
  const { helpers, driver } = program;
  const module = new WebAssembly.Module(await compile(program, toolchain));
  const instances = new WeakMap<Kernel, Instance>();
  const instanceOf = (kernel: Kernel): Instance => {
    const instance = instances.get(kernel) ?? new Instance(module, kernel);
    instances.set(kernel, instance);
    return instance;
  };
  return {
    name,
    profile: profile ?? profileOf(helpers.text),
    profileFrom: profile ? 'given' : 'inferred',
    fault: (vmf) => callFault(instanceOf(vmf.memory as Kernel), vmf.ptr),
    handlesMkwrite: driver?.mkwrite !== undefined,
    source: helpers.text,
  };
}

function sourceFile(path: string): SourceFile {
  const text = readFileSync(path, 'utf8');
  return { path, text, headers: headersBeside(path, text) };
}
