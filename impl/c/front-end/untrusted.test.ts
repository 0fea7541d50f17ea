import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { textOf } from '../../source.ts';
import { UnusableSubject } from '../../subject.ts';
import { compile } from '../toolchain/compile.ts';
import { systemToolchain } from '../toolchain/system.ts';
import { assertHarmless } from './untrusted.ts';

describe('a text that leads the compiler out of its folder is refused', () => {
  test.each([
    ['#embed "/etc/passwd"', '#embed is refused: it reads a file'],
    ['#include_next <linux/mm.h>', '#include_next is refused'],
    ['#import "x.h"', '#import is refused'],
    ['#define X "/etc/passwd"\n#include X', '#include X is refused: it does not say by itself'],
    ['#inc\\\nlude X', '#include X is refused'],
    ['%: include X', '#include X is refused'],
    ['# /* */ include X', '#include X is refused'],
    ['#include /* */ X("a.h")', 'is refused'],
    ['#if __has_include("/etc/passwd")', '__has_include is refused: it looks for files'],
    ['#if __has_include_next(<a.h>)', '__has_include_next is refused'],
    ['#ifdef __has_embed', '__has_embed is refused'],
    ['__asm__(".incbin \\"/etc/passwd\\"");', '__asm__ is refused: it could have the assembler'],
    ['void f(void) { asm("nop"); }', 'asm is refused'],
  ])('%j', (text, message) => {
    expect(() => assertHarmless('a.c', `int x;\n${text}\n`)).toThrow(UnusableSubject);
    expect(() => assertHarmless('a.c', `int x;\n${text}\n`)).toThrow(message);
  });

  test.each([
    '#include "x.h" /* why */\n# include <linux/mm.h> // too',
    '// #embed "x"\n/*\n#include MACRO\n asm */\nchar *s = "asm __has_include";',
    '#define include_next 1\nint asm_of, including;',
  ])('but not %j', (text) => {
    expect(assertHarmless('a.c', text)).toBeUndefined();
  });
});

describe('the compiler of this machine', () => {
  const here = systemToolchain();
  const args = ['-target', 'wasm32-unknown-unknown', '-S', '-O1', '-ffreestanding', '-nostdinc'];
  const compiled = (text: string, more: object = {}) =>
    here!.run({
      program: 'clang',
      args: [...args, '-fno-gnu-inline-asm', '-Wno-everything', 'unit.c', '-o', 'unit.s'],
      files: new Map([
        ['unit.c', text],
        ['twice.h', '#if __INCLUDE_LEVEL__ < 60\n#include "twice.h"\n#include "twice.h"\n#endif'],
      ]),
      output: 'unit.s',
      ...more,
    });

  test.runIf(here)('sees no other file, however it is asked', async () => {
    // A comment that `bare` sees and C does not would hide any directive from a reader of texts.
    const outside = spawnSync('sh', ['-c', 'ls /etc/hostname /etc/passwd'], { encoding: 'utf8' });
    const [path] = outside.stdout.split('\n');
    for (const line of [`#include "${path}"`, `#include <${path}>`]) {
      const made = await compiled(line);
      expect(made).toMatchObject({ kind: 'failed' });
      expect(made).toHaveProperty('stderr', expect.stringContaining('file not found'));
    }
    const probe = `#if __has_include("${path}")\n#error there\n#endif\nint x;`;
    expect(await compiled(probe)).toMatchObject({ kind: 'made' });
    const assembly = await compiled(`__asm__(".incbin \\"${path}\\"");`);
    expect(assembly).toHaveProperty('stderr', expect.stringContaining('is disabled'));
  });

  test.runIf(here)('is stopped when it does not come to an end', async () => {
    const made = await compiled('#include "twice.h"', { secondsMax: 0.5 });
    expect(made).toEqual({
      kind: 'failed',
      stderr: expect.stringMatching(/error: clang\S* was stopped: it took over 0.5 s/),
    });
  });

  test.runIf(here)('is stopped when it wants too much memory', async () => {
    const text = 'const char large[1u << 30] = {[0 ... 0x3ffffff0] = 1};';
    const made = await compiled(text, { kilobytesMax: 400_000 });
    expect(made).toEqual({ kind: 'failed', stderr: expect.stringMatching(/^.*out of memory/) });
  });

  test.runIf(here)('still compiles a subject, and says which line is refused', async () => {
    const path = 'impl/c/subjects/v5.11.c';
    const helpers = { path, text: textOf(path), headers: new Map<string, string>() };
    expect((await compile({ helpers }, 'system')).length).toBeGreaterThan(1000);
    const text = `#include "h.h"\n${helpers.text}`;
    const headers = new Map([['h.h', '#embed "/etc/passwd"']]);
    await expect(compile({ helpers: { path, text, headers } }, 'system')).rejects.toThrow(
      'impl/c/subjects/h.h: #embed is refused',
    );
  });
});
