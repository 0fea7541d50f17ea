import { UnusableSubject } from '../../subject.ts';
import { declaredOnly, missingInWords } from '../front-end/missing.ts';
import { absentNames, type Program } from '../front-end/sources.ts';
import { IMPORTS } from './imports.ts';

/** What the runtime and the instrumented code call: marks, watchers, and the end of the fuel. */
const OURS = [
  ...['reserve_enter', 'reserve_return', 'reserved_enter', 'reserved_return'],
  ...['load', 'store', 'runaway', 'said'],
];

/** Every function that a subject in C may import, by module. */
const allowed = (): Readonly<Record<string, ReadonlySet<string>>> => ({
  kernel: new Set(Object.keys(IMPORTS)),
  absent: absentNames(),
  faultline: new Set(OURS),
});

/**
 * Refuses a module that needs functions which a header of the user's declares and nobody defines:
 * the linker takes them for somebody else's. All are told at once.
 */
export function assertAllDefined(program: Program, module: WebAssembly.Module): void {
  const wanted = WebAssembly.Module.imports(module).filter(
    ({ module: room, kind }) => room === 'env' && kind === 'function',
  );
  if (wanted.length === 0) return;
  const missing = declaredOnly(program, new Set());
  const named = missing.filter(({ name }) => wanted.some((one) => one.name === name));
  const [first] = named;
  if (!first) return;
  throw new UnusableSubject(
    `${first.path}: line ${first.line}: ${first.name} is declared, and defined nowhere` +
      missingInWords(program, named),
  );
}

/**
 * Refuses a module that imports anything but the memory, the primitives, and what the shim declares
 * or needs itself: whatever the text says, it can call nothing else.
 */
export function assertKnownImports(path: string, module: WebAssembly.Module): void {
  const known = allowed();
  for (const { module: room, name, kind } of WebAssembly.Module.imports(module)) {
    if (kind === 'memory' && room === 'env' && name === 'memory') continue;
    if (kind === 'function' && Object.hasOwn(known, room) && known[room]!.has(name)) continue;
    throw new UnusableSubject(
      `${path}: expected to import only primitives of the simulated kernel, found the ${kind} ` +
        JSON.stringify(`${room}.${name}`),
    );
  }
}
