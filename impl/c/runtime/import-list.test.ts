import { describe, expect, test } from 'vitest';
import { textOf } from '../../source.ts';
import { UnusableSubject } from '../../subject.ts';
import { subjectOfText } from '../subject.ts';
import { assertKnownImports } from './import-list.ts';

/** A module that imports one thing and has nothing else, in wasm's binary format. */
function importing(room: string, name: string, kind: readonly number[]): WebAssembly.Module {
  const text = (it: string): number[] => [it.length, ...Buffer.from(it)];
  const section = (id: number, body: readonly number[]): number[] => [id, body.length, ...body];
  const bytes = [
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, 0, 0]),
    ...section(2, [1, ...text(room), ...text(name), ...kind]),
  ];
  return new WebAssembly.Module(new Uint8Array(bytes));
}

const FUNCTION = [0, 0];
const MEMORY = [2, 0, 1];
const GLOBAL = [3, 0x7f, 0];

describe('a module may import', () => {
  test.each([
    ['env', 'memory', MEMORY],
    ['kernel', 'ttm_bo_get', FUNCTION],
    ['absent', 'vmf_insert_pfn_pmd_prot', FUNCTION],
    ['faultline', 'load', FUNCTION],
  ])('%s.%s', (room, name, kind) => {
    expect(assertKnownImports('a.c', importing(room, name, kind))).toBeUndefined();
  });
});

describe('a module is refused that imports', () => {
  test.each([
    ['kernel', 'constructor', FUNCTION, 'the function "kernel.constructor"'],
    ['kernel', 'ttm_bo_get', GLOBAL, 'the global "kernel.ttm_bo_get"'],
    ['absent', 'puts', FUNCTION, 'the function "absent.puts"'],
    ['env', 'puts', FUNCTION, 'the function "env.puts"'],
    ['env', 'other', MEMORY, 'the memory "env.other"'],
    ['__proto__', 'toString', FUNCTION, 'the function "__proto__.toString"'],
    ['wasi_snapshot_preview1', 'fd_write', FUNCTION, 'found the function "wasi_snapshot_preview1.'],
    ['a\nb', 'c', FUNCTION, String.raw`"a\nb.c"`],
  ])('%j.%s', (room, name, kind, found) => {
    const refusal = () => assertKnownImports('a.c', importing(room, name, kind));
    expect(refusal).toThrow(UnusableSubject);
    expect(refusal).toThrow(found);
  });
});

describe('C that declares an import of its own', () => {
  const path = 'impl/c/subjects/v5.5.c';
  const calling = (declaration: string): string =>
    textOf(path).replace(
      /^vm_fault_t ttm_bo_vm_reserve\([^)]*\)\s*\{/m,
      (head) => `${declaration};\n${head}\n\tprobe();`,
    );

  test.each([
    ['extern void probe(void)', 'probe is declared, and defined nowhere'],
    [
      '__attribute__((import_module("kernel"), import_name("constructor"))) void probe(void)',
      'found the function "kernel.constructor"',
    ],
  ])('%s', async (declaration, found) => {
    const refused = subjectOfText(path, calling(declaration));
    await expect(refused).rejects.toThrow(UnusableSubject);
    await expect(refused).rejects.toThrow(found);
  });
});
