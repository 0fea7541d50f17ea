import { describe, expect, test } from 'vitest';
import { macrosOf } from './build.ts';
import { decide } from './conditions.ts';
import { conditionValue, type Macros } from './macros.ts';
import { macrosAtStart } from './sources.ts';

const compiled = (text: string, macros: Macros = macrosOf({})): string[] =>
  decide(text, macros)
    .text.split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

describe('the value of a condition', () => {
  test.each([
    ['1 + 2 * 3 == 7 && !(4 < 3)', 1],
    ['defined(A) && defined B', 0],
    ['A', 4],
    ['A > 3 ? 10 : 20', 10],
    ['NOBODY', 0],
    ['0x10u >> 2 | 010', 12],
    ['KERNEL_VERSION(6, 12, 300) == 396543', 1],
    ['IS_ENABLED(CONFIG_DRM) && !IS_BUILTIN(CONFIG_DRM) && IS_MODULE(CONFIG_DRM)', 1],
    ['LONG', 5],
    ['WITH(1)', undefined],
    ['__has_attribute(x)', undefined],
    ['1 +', undefined],
    ['LOOP', undefined],
    ['"text"', undefined],
  ])('%s is %s', (condition, value) => {
    const macros = macrosOf({ defines: ['A=4', 'LONG=(A + 1)', 'LOOP=LOOP'] });
    macros.set('WITH', null);
    expect(conditionValue(condition, macros)).toBe(value);
  });
});

describe('a text', () => {
  test('is compiled as a kernel of Linux and a distribution would', () => {
    const text = `#if !defined(__linux__)
bsd;
#elif LINUX_VERSION_CODE < KERNEL_VERSION(5, 4, 0)
#error too old
#else
linux;
#endif
#if IS_ENABLED(CONFIG_TRANSPARENT_HUGEPAGE)
huge;
#endif
#ifdef CONFIG_KASAN
kasan;
#endif
`;
    expect(compiled(text)).toEqual(['linux;', 'huge;']);
    const { leftOut } = decide(text, macrosOf({ version: '5.3' }));
    expect(leftOut).toEqual([
      { from: 2, to: 2, condition: '!__linux__' },
      {
        from: 6,
        to: 6,
        condition: '!(!__linux__) && !(LINUX_VERSION_CODE < KERNEL_VERSION(5, 4, 0))',
      },
      { from: 12, to: 12, condition: 'CONFIG_KASAN' },
    ]);
  });

  test('keeps each line at its number, and what it cannot decide', () => {
    const text =
      '#define F(x) x\n#if F(1)\na;\n#else\nb;\n#endif\n#if 0\n#if F(1)\nc;\n#endif\n#endif\n';
    const { text: left } = decide(text, macrosOf({}));
    expect(left.split('\n')).toHaveLength(text.split('\n').length);
    expect(compiled(text)).toEqual(['#define F(x) x', '#if F(1)', 'a;', '#else', 'b;', '#endif']);
  });

  test('has macros of its own, of its headers and of the shim', () => {
    const own = '#define A 1\n#undef B\n#if A && !defined(B)\nyes;\n#endif\n';
    expect(compiled(own, macrosOf({ defines: ['B'] }))).toContain('yes;');
    const included = '#include "h.h"\n#ifdef OF_HEADER\nyes;\n#endif\n';
    const text = decide(included, macrosOf({}), (name) =>
      name === 'h.h'
        ? '#ifndef H\n#define H\n#define OF_HEADER\n#include "h.h"\n#endif\n'
        : undefined,
    ).text;
    expect(text).toContain('yes;');
    const shim = '#ifdef pgprot_decrypted\nyes;\n#endif\n';
    expect(compiled(shim, macrosAtStart({}))).toEqual(['yes;']);
  });

  test.each([
    '#else\na;\n',
    '#endif\na;\n',
    '#if 1\na;\n',
    '#if 1\\\n && 1\na;\n#endif',
    '// #if 0\na;',
  ])('that is not in order is left to the compiler: %j', (text) => {
    expect(compiled(text)).toContain('a;');
  });
});

describe('a build', () => {
  test('takes the options of a .config', () => {
    const text =
      'CONFIG_A=y\nCONFIG_B=m\nCONFIG_N=8\nCONFIG_P=0xdead000\nCONFIG_S="a \\" b"\r\n' +
      '# CONFIG_TRANSPARENT_HUGEPAGE is not set\n';
    const macros = macrosOf({ config: { path: '.config', text } });
    expect([...macros].filter(([name]) => name.startsWith('CONFIG_'))).toEqual([
      ['CONFIG_A', '1'],
      ['CONFIG_B_MODULE', '1'],
      ['CONFIG_N', '8'],
      ['CONFIG_P', '0xdead000'],
      ['CONFIG_S', '"a \\" b"'],
    ]);
  });

  test('refuses what is no .config and no macro', () => {
    const config = { path: 'x', text: 'hello' };
    expect(() => macrosOf({ config })).toThrow("x: expected a kernel's .config");
    const odd = { path: 'x', text: 'CONFIG_A=y\nCONFIG_B=maybe\n' };
    expect(() => macrosOf({ config: odd })).toThrow('x: CONFIG_B: expected y, m, n, a number');
    expect(() => macrosOf({ defines: ['-x'] })).toThrow('-D "-x": expected NAME or NAME=VALUE');
  });
});
