import { readFileSync } from 'node:fs';
import type { Kernel } from '../kernel/kernel.ts';
import type { Profile } from '../kernel/profile.ts';
import type { Subject } from '../subject.ts';
import { compile } from './compile.ts';
import { callFault } from './fiber.ts';
import { Instance } from './instance.ts';
import { profileOf } from './shape.ts';

/**
 * The kernel's own C file as a subject: compiled as it is, run over the same simulated kernel as
 * any other. Its profile is the one that its text shows, unless another is given.
 */
export async function subjectOfC(path: string, profile?: Profile): Promise<Subject> {
  const source = readFileSync(path, 'utf8');
  const module = new WebAssembly.Module(await compile(path, source));
  const instances = new WeakMap<Kernel, Instance>();
  const instanceOf = (kernel: Kernel): Instance => {
    const instance = instances.get(kernel) ?? new Instance(module, kernel);
    instances.set(kernel, instance);
    return instance;
  };
  return {
    name: path,
    profile: profile ?? profileOf(source),
    source,
    fault: (vmf) => callFault(instanceOf(vmf.memory as Kernel), vmf.ptr),
  };
}
