import { readFileSync } from 'node:fs';
import type { Kernel } from '../kernel/kernel.ts';
import type { Profile } from '../kernel/profile.ts';
import type { Subject } from '../subject.ts';
import { compile } from './compile.ts';
import { sourceCoverage } from './coverage.ts';
import { callFault } from './fiber.ts';
import { Instance } from './instance.ts';
import { codeMapOf, placeOf } from './instrument.ts';
import { profileOf } from './shape.ts';
import type { ToolchainName } from './toolchain.ts';

/** What is taken from the file and from the machine unless it is given. */
export interface Options {
  readonly profile?: Profile;
  readonly toolchain?: ToolchainName;
}

/** The kernel's own C file as a subject, compiled as it is. */
export const subjectOfC = (path: string, options?: Options): Promise<Subject> =>
  subjectOfText(path, readFileSync(path, 'utf8'), options);

/**
 * The text of a C file as a subject, run over the same simulated kernel as any other. Its profile
 * is the one that the text shows, unless another is given.
 */
export async function subjectOfText(
  name: string,
  source: string,
  { profile = profileOf(source), toolchain }: Options = {},
): Promise<Subject> {
  const module = new WebAssembly.Module(await compile(name, source, toolchain));
  const map = codeMapOf(module);
  const instances = new WeakMap<Kernel, Instance>();
  const instanceOf = (kernel: Kernel): Instance => {
    const instance = instances.get(kernel) ?? new Instance(module, kernel, map.blocks.length);
    instances.set(kernel, instance);
    return instance;
  };
  const fault: Subject['fault'] = (vmf) => callFault(instanceOf(vmf.memory as Kernel), vmf.ptr);
  return {
    name,
    profile,
    fault,
    sources: [{ path: name, text: source }],
    placeOf: (kernel, task) => placeOf(map, instanceOf(kernel).at[task] ?? 0),
    reached: (kernel) => sourceCoverage(map, instanceOf(kernel).hits),
  };
}
