import { Kernel } from '../../kernel/kernel.ts';
import type { Profile } from '../../kernel/profile.ts';
import type { JudgedHandlers, NotCompiled, SourceText, Subject } from '../../subject.ts';
import { codeMapOf, sourceLineOf } from '../toolchain/instrument.ts';
import { sourceCoverage } from './coverage.ts';
import { callFault, callOnVma } from './fiber.ts';
import { Instance } from './instance.ts';

/** What is known of a compiled subject beside its code, as plain data. */
export interface Compiled {
  readonly name: string;
  readonly profile: Profile;
  readonly profileFrom: 'given' | 'inferred';
  readonly handlers: JudgedHandlers;
  /** It has callbacks of its own for the life of a mapping. */
  readonly opensVmas: boolean;
  readonly notCompiled: readonly NotCompiled[];
  readonly sources: readonly SourceText[];
}

/** A compiled subject over whichever simulated kernel calls it; runs in a browser too. */
export function subjectOfModule(module: WebAssembly.Module, about: Compiled): Subject {
  const map = codeMapOf(module);
  // Whether there is room for its data shows now, not as a crash of the first run.
  new Instance(module, new Kernel(), map);
  const instances = new WeakMap<Kernel, Instance>();
  const instanceOf = (kernel: Kernel): Instance => {
    const instance = instances.get(kernel) ?? new Instance(module, kernel, map);
    instances.set(kernel, instance);
    return instance;
  };
  const { name, profile, profileFrom, handlers, notCompiled, sources } = about;
  return {
    name,
    profile,
    profileFrom,
    fault: (vmf) => callFault(instanceOf(vmf.memory as Kernel), vmf.ptr),
    ...(about.opensVmas && {
      vmOperations: {
        open: (vma) => callOnVma(instanceOf(vma.memory as Kernel), 'faultline_open', vma.ptr),
        close: (vma) => callOnVma(instanceOf(vma.memory as Kernel), 'faultline_close', vma.ptr),
      },
    }),
    adopt: (kernel) => instanceOf(kernel).adopt(),
    handlesMkwrite: handlers.mkwrite !== null,
    ...(notCompiled.length > 0 && { notCompiled }),
    sources,
    sourceLineOf: (kernel, task) => sourceLineOf(map, instanceOf(kernel).at[task] ?? 0),
    blocksReached: (kernel) =>
      [...instanceOf(kernel).hits].flatMap((hit, block) => (hit === 1 ? [block] : [])),
    sourceCoverage: (blocks) => {
      const hits = new Uint8Array(map.blocks.length);
      for (const block of blocks) hits[block] = 1;
      return { ...sourceCoverage(map, hits), handlers };
    },
  };
}
