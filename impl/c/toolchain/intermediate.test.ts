import { describe, expect, test } from 'vitest';
import { UnusableSubject } from '../../subject.ts';
import { subjectOfText } from '../subject.ts';
import { judged } from './intermediate.ts';

const HANDLER = 'vm_fault_t ttm_bo_vm_fault(struct vm_fault *vmf)';
const ENDS = `${HANDLER} { return probe(vmf); }`;
const NAMES = 'expected letters, digits, and _ . $';

/** Names that a text does not say, and has. */
const JOIN = '#define J(a, b) a##b\n';

/** What a text would put into assembly, had it not been refused. */
const INJECTED = String.raw`x\n\t.section\t.data.y,\"\",@\n\t.incbin\t\"/etc/passwd\"`;

describe('a subject in C is refused that', () => {
  test.each([
    [
      'has lines of assembly in the name of an import',
      `__attribute__((import_module("kernel"), import_name("${INJECTED}"))) int probe(void *);${ENDS}`,
      'import-name "x',
    ],
    [
      'has them in the module of one',
      `__attribute__((import_module("${INJECTED}"), import_name("up"))) int probe(void *);${ENDS}`,
      'import-module "x',
    ],
    [
      'has them in an export',
      `__attribute__((export_name("${INJECTED}"), used)) int probe(void *x) { return 0; }${ENDS}`,
      'a subject exports nothing',
    ],
    [
      'exports what takes the name of something else',
      `__attribute__((export_name("stack_get"), used)) int probe(void *x) { return 5; }${ENDS}`,
      'export_name "stack_get" is refused',
    ],
    [
      'has them in a section',
      `__attribute__((section("${INJECTED}"))) int kept = 1; int probe(void *x) { return kept; }${ENDS}`,
      'the section "x',
    ],
    [
      'has letters in symbols that are not plain',
      `int prôbe(void *x) { return 0; }${ENDS.replace('probe', 'prôbe')}`,
      NAMES,
    ],
    [
      'calls what only the watch calls',
      `__attribute__((import_module("faultline"), import_name("reserve_enter"))) int probe(void *);${ENDS}`,
      'import_module "faultline" is refused',
    ],
    [
      'keeps a function from being watched',
      `__attribute__((no_sanitize("coverage"))) int probe(struct vm_fault *x) { return x->flags; }${ENDS}`,
      'probe: an attribute that hides accesses',
    ],
    [
      'keeps one from being instrumented',
      `__attribute__((disable_sanitizer_instrumentation)) int probe(struct vm_fault *x) { return x->flags; }${ENDS}`,
      'probe: an attribute that hides accesses',
    ],
    [
      'hides the lines of a function',
      `__attribute__((nodebug)) int probe(struct vm_fault *x) { return x->flags; }${ENDS}`,
      'probe: the attribute nodebug is refused',
    ],
    [
      'changes memory by an atomic builtin',
      `int probe(struct vm_fault *x) { return __atomic_fetch_or(&x->flags, 1, 5); }${ENDS}`,
      'probe: an atomic builtin, whose access nobody sees is refused',
    ],
    [
      'compares and exchanges',
      `int probe(struct vm_fault *x) { return __sync_bool_compare_and_swap(&x->flags, 1, 5); }${ENDS}`,
      'probe: an atomic builtin',
    ],
    [
      'is compiled for another machine',
      `__attribute__((target("bulk-memory"))) int probe(struct vm_fault *x) { return x->flags; }${ENDS}`,
      'the attribute target is refused',
    ],
    [
      'grows memory',
      `${JOIN}int probe(void *x) { return J(__builtin_, wasm_memory_grow)(0, 1); }${ENDS}`,
      'the builtin wasm.memory.grow',
    ],
    [
      'passes a struct by value',
      `struct two { long a, b; }; void taken(struct two); int probe(void *x) { taken(*(struct two *)x); return 0; }${ENDS}`,
      'a struct passed by value',
    ],
    [
      'takes the address of a hook',
      `${JOIN}int probe(void *x) { void (*volatile f)(uint32_t *) = J(__sanitizer, _cov_trace_pc_guard); f(x); return 0; }${ENDS}`,
      'the address of a coverage hook is taken',
    ],
    [
      'renames its lines',
      `#line 9 "faultline/runtime.c"\nint probe(void *x) { return 0; }${ENDS}`,
      '#line',
    ],
    [
      'renames them as a compiler does',
      `# 9 "user/7"\nint probe(void *x) { return 0; }${ENDS}`,
      '#line',
    ],
    [
      'defines a function of ours again',
      `${JOIN}void J(faultline, _memcpy)(void) {}\n${ENDS}`,
      'faultline_memcpy',
    ],
  ])('%s', async (_, text, why) => {
    const refused = subjectOfText('own.c', text);
    await expect(refused).rejects.toThrow(UnusableSubject);
    await expect(refused).rejects.toThrow(why);
  });
});

describe('intermediate text', () => {
  const define = (...body: readonly string[]): string =>
    `define void @f(ptr %0) !dbg !1 {\n${body.map((line) => `  ${line}`).join('\n')}\n}\n`;

  test('is refused where an access is not announced, or another one is', () => {
    const hook = 'call void @__sanitizer_cov_load4(ptr %0)';
    const load = '%2 = load i32, ptr %0, align 4, !dbg !3';
    expect(judged(define(hook, load))).toMatchObject({ kind: 'fit' });
    expect(judged(define(hook.replace('(ptr %0', '(ptr %7'), load)).kind).toBe('refused');
    expect(judged(define(hook.replace('_load', '_store'), load)).kind).toBe('refused');
    const part = 'ptr getelementptr inbounds (%struct.s, ptr @g, i32 0, i32 2)';
    const announced = `call void @__sanitizer_cov_store4(${part}), !dbg !3`;
    expect(judged(define(announced, `store i32 1, ${part}, align 4`)).kind).toBe('fit');
    expect(judged(define('%2 = load i24, ptr %0, align 4')).kind).toBe('refused');
    expect(judged(define('store i32 1, ptr %0, align 4')).kind).toBe('refused');
  });

  test('has its copies made by functions that are watched', () => {
    const copy =
      'call void @llvm.memcpy.p0.p0.i32(ptr align 4 %0, ptr %1, i32 12, i1 false), !dbg !2';
    const set = 'call void @llvm.memset.p0.i32(ptr align 4 %0, i8 -1, i32 12, i1 false), !dbg !2';
    const wide = 'call void @llvm.memset.p0.i64(ptr align 4 %0, i8 0, i64 12, i1 false), !dbg !2';
    expect(judged(define(wide))).toMatchObject({
      text: define(
        'call void @faultline_memset(ptr align 4 %0, i8 zeroext 0, i32 12, i1 zeroext false), !dbg !2',
      ),
    });
    const made = judged(define(copy, set));
    expect(made).toMatchObject({
      text: define(
        'call void @faultline_memcpy(ptr align 4 %0, ptr %1, i32 12, i1 zeroext false), !dbg !2',
        'call void @faultline_memset(ptr align 4 %0, i8 zeroext -1, i32 12, i1 zeroext false), !dbg !2',
      ),
    });
  });

  test.each([
    ['module asm ".incbin"', 'assembly at file level'],
    ['!llvm.linker.options = !{!9}', 'a pragma that reaches the linker'],
    ['!4 = !DIFile(filename: "a\\0Ab", directory: "/")', '#line is refused'],
    ['@"a\\0Ab" = global i32 0', 'the symbol "a'],
  ])('is refused for %s', (line, why) => {
    expect(judged(line)).toEqual({ kind: 'refused', why: expect.stringContaining(why) });
  });
});
