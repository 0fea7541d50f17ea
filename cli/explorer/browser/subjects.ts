import { type Compiled, subjectOfModule } from '../../../impl/c/runtime/compiled.ts';
import {
  assembleSubject,
  type Driver,
  type HelpersModule,
  type Subject,
} from '../../../impl/subject.ts';

/** A subject in C as the bundle has it. */
export interface InC {
  /** Its code, in base64. */
  readonly wasm: string;
  readonly about: Compiled;
}

/** The subjects by name, in the order in which they are offered: those in C first. */
export async function subjectsOf(
  helpers: ReadonlyMap<string, HelpersModule>,
  driver: Driver,
  inC: ReadonlyMap<string, InC>,
): Promise<ReadonlyMap<string, Subject>> {
  const compiled = [...inC].map(async ([name, { wasm, about }]): Promise<[string, Subject]> => {
    const bytes = Uint8Array.from(atob(wasm), (letter) => letter.charCodeAt(0));
    return [name, subjectOfModule(await WebAssembly.compile(bytes), about)];
  });
  const written = [...helpers].map(([name, module]): [string, Subject] => [
    name,
    module.ttm_bo_vm_fault ? assembleSubject(name, module) : assembleSubject(name, module, driver),
  ]);
  return new Map([...(await Promise.all(compiled)), ...written]);
}
