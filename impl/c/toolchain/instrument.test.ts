import { describe, expect, test } from 'vitest';
import { sourceCoverage } from '../runtime/coverage.ts';
import { asmLines } from './assembly.ts';
import { codeMap } from './code-map.ts';
import { codeMapOf, instrument, sourceLineOf, withCodeMap } from './instrument.ts';

/** `int f(int a) { if (a) g(); return 0; }` as clang writes it, in three lines; and one of ours. */
const ASSEMBLY = `	.text
	.functype	g () -> ()
	.import_module	g, kernel
	.type	f,@function
f:                                      # @f
	.file	1 "/home" "user/0"
	.loc	1 1 0
	.functype	f (i32) -> (i32)
# %bb.0:
	.loc	1 2 7 prologue_end              # user/0:2:7
	i32.const	.L__sancov_gen_
	call	__sanitizer_cov_trace_pc_guard
	block   	
	local.get	0
	i32.eqz
	br_if   	0                               # 0: down to label0
# %bb.1:
	.loc	1 0 7 is_stmt 0
	i32.const	.L__sancov_gen_+4
	.loc	1 3 3 is_stmt 1
	call	__sanitizer_cov_trace_pc_guard
	.file	2 "/home" "include/faultline/kernel.h"
	.loc	1 3 3
	call	g
.LBB0_2:
	.loc	1 0 3
	end_block                               # label0:
	i32.const	.L__sancov_gen_+8
	.loc	1 5 1
	call	__sanitizer_cov_trace_pc_guard
	.loc	1 0 1
	i32.const	0
	end_function
	.type	ours,@function
ours:
	.functype	ours () -> ()
	.file	3 "faultline/runtime.c"
	.loc	3 9 1
	call	g
	end_function
	.section	__sancov_guards,"G",@,f,comdat
	.section	.debug_line,"",@
	.int32	__stack_pointer
`;

const paths = (name: string) => (name === 'user/0' ? 'work/f.c' : undefined);

describe('assembly', () => {
  test('tells which lines each block has, and where jumps lead', () => {
    const map = codeMap(asmLines(ASSEMBLY), paths);
    expect(map.files).toEqual({ 1: 'work/f.c' });
    expect(map.functions.map(({ name, at, calls }) => [name, at?.line, calls])).toEqual([
      ['f', 1, ['__sanitizer_cov_trace_pc_guard', 'g']],
      ['ours', undefined, ['g']],
    ]);
    expect(map.blocks.map(({ lines }) => lines.map(({ line }) => line))).toEqual([[2], [3], [5]]);
    const ways = map.branches.map(({ at, to }) => [
      `${at.line}:${at.column}`,
      ...to.map(({ guard, leads }) => [guard, leads?.line]),
    ]);
    expect(ways).toEqual([['2:7', [2, 5], [1, 3]]]);
  });

  test('is given the place before each call of the user, and numbers for guards', () => {
    const { assembly, map } = instrument(ASSEMBLY, paths);
    const code = assembly.split('\n').map((line) => line.replace(/#.*/, '').trim());
    const before = (index: number): string[] => code.slice(index - 2, index);
    const [setter, setting] = before(code.indexOf('call\tg'));
    expect(setting).toBe('global.set\tfaultline_place');
    const value = Number(setter?.split('\t')[1]);
    expect(sourceLineOf(map, value)).toEqual({ path: 'work/f.c', line: 3 });
    expect(sourceLineOf(map, 0)).toBeUndefined();
    // Ours counts for whoever called it.
    expect(code.filter((line) => line === setting)).toHaveLength(3);
    expect(code[code.lastIndexOf('call\tg') - 1]).not.toBe(setting);
    const guards = code.flatMap((line, index) => (line === 'drop' ? [code[index + 1]] : []));
    expect(guards).toEqual(['i32.const\t0', 'i32.const\t1', 'i32.const\t2']);
    expect(assembly).not.toMatch(/\.debug_|__stack_pointer|\.loc|\.section\s+__sancov/);
  });

  test('of a function that never ends is made such that old assemblers take it', () => {
    const endless =
      'f:\n\t.functype\tf () -> (i32)\n\tloop\ti32\n\tbr\t0\n\tend_loop\n\tend_function\n';
    const { assembly } = instrument(endless, paths);
    expect(assembly).toContain('\tloop\n\tbr\t0\n\tend_loop\n\tunreachable\n\tend_function');
  });
});

describe('coverage', () => {
  test('counts lines and ways, and leaves out what no fault comes to', () => {
    const map = codeMap(asmLines(ASSEMBLY), paths);
    const reached = sourceCoverage(map, Uint8Array.of(1, 0, 1));
    expect(reached).toEqual({
      lines: { total: 3, reached: 2, never: ['f.c:3'] },
      branches: { total: 2, reached: 1, never: [{ at: 'f.c:2', column: 7, to: 'f.c:3' }] },
      neverCalled: [],
      beside: [],
    });
    expect(sourceCoverage(map, Uint8Array.of(0, 0, 0))).toMatchObject({
      lines: { total: 0, reached: 0, never: [] },
      beside: ['f'],
    });
  });

  test('has its map in the wasm itself', () => {
    const map = codeMap(asmLines(ASSEMBLY), paths);
    const empty = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
    expect(codeMapOf(new WebAssembly.Module(withCodeMap(empty, map)))).toEqual(map);
    expect(() => codeMapOf(new WebAssembly.Module(empty))).toThrow('no map');
  });
});
