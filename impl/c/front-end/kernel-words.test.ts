import { describe, expect, test } from 'vitest';
import { UnusableSubject } from '../../subject.ts';
import { programOf } from './program.ts';
import { macrosAtStart, sourcesOf } from './sources.ts';

const HANDLER = 'vm_fault_t ttm_bo_vm_fault(struct vm_fault *vmf) { return VM_FAULT_SIGBUS; }\n';

/** What the compiler is given of a text. */
const given = (text: string, headers: Record<string, string> = {}) => {
  const helpers = { path: 'a.c', text, headers: new Map(Object.entries(headers)) };
  return sourcesOf(programOf({ helpers, build: {} }));
};

describe('a word of the kernel keeps its meaning: refused is', () => {
  test.each([
    ['another value of a constant', '#define VM_IO 0', '#define VM_IO'],
    ['one without a value', '#define  VM_FAULT_RETRY', '#define VM_FAULT_RETRY'],
    ['one over two lines', '#define \\\n VM_MIXEDMAP 0', '#define VM_MIXEDMAP'],
    ['a primitive that does nothing', '#define dma_resv_unlock(x) do {} while (0)', 'dma_resv_unl'],
    ['a lock that only counts', '#define mutex_lock(m) ((m)->locked++)', '#define mutex_lock'],
    ['a constant that is gone', '#undef VM_FAULT_NOPAGE', '#undef VM_FAULT_NOPAGE'],
    ['an option that is gone', '#undef CONFIG_MMU', '#undef CONFIG_MMU'],
    ['a directive with the other mark', '%: define VM_IO 0', '#define VM_IO'],
    ['a macro that is brought back', '#pragma pop_macro("VM_IO")', 'pop_macro'],
    ['the same as an operator', 'void f(void) { _Pragma("pop_macro(\\"VM_IO\\")") }', '_Pragma'],
  ])('%s', (_, line, what) => {
    const text = `${line}\n${HANDLER}`;
    expect(() => given(text)).toThrow(UnusableSubject);
    expect(() => given(text)).toThrow(what);
    // In a header of the file's own as well.
    expect(() => given(`#include "own.h"\n${HANDLER}`, { 'own.h': line })).toThrow(what);
  });

  test.each([
    ['that is what it is already', '#define VM_IO 0x4000\n#define CONFIG_MMU 1'],
    ['that a kernel without it needs', '#ifndef VM_IO\n#define VM_IO 0\n#endif'],
    [
      'for an older kernel',
      '#if LINUX_VERSION_CODE < KERNEL_VERSION(4, 0, 0)\n#define VM_IO 0\n#endif',
    ],
    ['that says or asserts nothing', '#define drm_dbg(...)\n#define mmap_assert_locked(mm)'],
    ['of what is not simulated', '#define ttm_bo_unmap_virtual(bo) ((void)(bo))'],
    ['of its own', '#define TTM_BO_VM_NUM_PREFAULT 8\n#define pr_fmt(x) "own: " x\n#define OWN 1'],
  ])('not refused is a definition %s', (_, lines) => {
    expect(given(`${lines}\n${HANDLER}`).size).toBeGreaterThan(10);
    expect(given(`#include "own.h"\n${HANDLER}`, { 'own.h': lines }).size).toBeGreaterThan(10);
  });
});

describe('a file cannot ask whether it is simulated', () => {
  test.each([
    'int x = faultline_watch.fuel;',
    'int FAULTLINE_MKWRITE;',
    'void f(void) { __sanitizer_cov_trace_pc_guard(0); }',
    'int f(void) { return __builtin_wasm_memory_size(0); }',
    '#define X __has_builtin(__builtin_wasm_memory_size)',
  ])('%s is refused', (line) => {
    expect(() => given(`${line}\n${HANDLER}`)).toThrow('no file of the kernel has a use for it');
  });

  test('conditions are those of the kernel', () => {
    const asked = [
      ...['defined(__wasm__)', 'defined(FAULTLINE_KERNEL_H)', '__SIZEOF_LONG__ != 8'],
      ...['BITS_PER_LONG != 64', '!defined(__LP64__)', 'defined(__ILP32__)', '__INCLUDE_LEVEL__'],
      ...['__LONG_MAX__ == 0x7fffffff', '!defined(CONFIG_64BIT)', '!defined(VM_IO)'],
    ];
    const text = asked.map((one) => `#if ${one}\nint here;\n#endif\n`).join('');
    const { helpers } = programOf({
      helpers: { path: 'a.c', text: text + HANDLER, headers: new Map() },
      build: {},
    });
    expect(helpers.text).not.toContain('here');
    expect(helpers.text).toContain('ttm_bo_vm_fault');
  });

  test('the names of our macros are made of what it says, so that it can say none', () => {
    const guard = (text: string): string =>
      /#ifndef (FAULTLINE_\w+_KERNEL_H)/.exec(
        String(given(text).get('include/faultline/kernel.h')),
      )![1]!;
    expect(guard(HANDLER)).toMatch(/^FAULTLINE_[0-9a-f]{16}_KERNEL_H$/);
    expect(guard(HANDLER)).toBe(guard(HANDLER));
    expect(guard(`${HANDLER}\n`)).not.toBe(guard(HANDLER));
    expect([...macrosAtStart({}).keys()].filter((name) => name.includes('FAULTLINE'))).toEqual([]);
  });

  test('what stands behind the file means what it meant before', () => {
    const unit = String(
      given(`#define static\n#define return if (0) return\n${HANDLER}`).get('unit.c'),
    );
    const file = unit.indexOf('#include "helpers/helpers.c"');
    for (const word of ['static', 'return', 'dma_resv_unlock', 'VM_FAULT_RETRY', 'EXPORTED']) {
      expect(unit.indexOf(`#pragma push_macro("${word}")`)).toBeLessThan(file);
      expect(unit.indexOf(`#pragma pop_macro("${word}")`)).toBeGreaterThan(file);
    }
  });
});
