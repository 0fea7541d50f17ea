import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { headersBeside } from '../impl/c/front-end/headers.ts';
import { UnusableSubject } from '../impl/subject.ts';
import { WrongUsage } from '../jobs/failure.ts';
import { FOLDER, file, removeFolder } from '../jobs/testing/files.ts';
import { boundedText } from './documents/bounded-input.ts';
import { readDocument } from './documents/document-input.ts';
import { failureOf } from './exit.ts';
import { EXIT } from './exit-codes.ts';
import { writeAll } from './output/folder.ts';
import { harmless } from './output/terminal.ts';
import { faultline } from './testing/program.ts';

afterAll(removeFolder);

const pipe = join(FOLDER, 'pipe.h');
execFileSync('mkfifo', [pipe]);
symlinkSync('/dev/zero', join(FOLDER, 'zero.h'));
symlinkSync('loop.h', join(FOLDER, 'loop.h'));

describe('what is no file of a fit size is refused at once', () => {
  test.each([
    ['pipe.h', 'found a pipe, a terminal or a device'],
    ['zero.h', 'found a pipe, a terminal or a device'],
    ['loop.h', 'a link that leads to itself'],
    ['.', 'expected a file, found a directory'],
    ['gone.h', 'there is no such file'],
    ['n'.repeat(300), 'the name is too long'],
  ])('as a document, %s', (name, why) => {
    const path = join(FOLDER, name);
    expect(() => boundedText(path, 'document')).toThrow(WrongUsage);
    expect(() => boundedText(path, 'document')).toThrow(`${path}: `);
    expect(() => boundedText(path, 'document')).toThrow(why);
  });

  test('as what is longer than it may be', () => {
    const path = file('long.patch', 'x'.repeat(16 * 1024 * 1024 + 1));
    expect(() => boundedText(path, 'patch')).toThrow('expected at most 16 MB, found 16.0 MB');
    expect(boundedText(path, 'document')).toHaveLength(16 * 1024 * 1024 + 1);
  });

  test.each(['pipe.h', 'zero.h'])('as a header beside a file, %s', (name) => {
    const path = join(FOLDER, 'x.c');
    const include = (): unknown => headersBeside(path, `#include "${name}"\n`);
    expect(include).toThrow(UnusableSubject);
    expect(include).toThrow(new RegExp(`#include "${name}"`));
  });

  test('as headers that are too much together', () => {
    const read = (): string => `${' '.repeat(3 * 1024 * 1024)}\n`;
    const text = ['a', 'b', 'c'].map((name) => `#include "${name}.h"\n`).join('');
    expect(() => headersBeside('x.c', text, read)).toThrow('at most 8 MB with all its headers');
  });
});

test('a mark of the order of bytes is skipped', () => {
  const text = readFileSync('reports/counterexamples/rfc-no-crash.json', 'utf8');
  const path = file('marked.json', `\u{FEFF}${text}`);
  expect(readDocument(path, ['faultline.counterexample/1'])).toHaveProperty('subject', 'rfc');
});

describe('a message', () => {
  test('has no control characters, and no commands to a CI service', () => {
    const hostile = '\u001b]0;x\u0007\u202e a\r##[error]b\u2028c';
    expect(harmless(hostile)).toBe('\\u{1b}]0;x\\u{7}\\u{202e} a\\u{d}# #[error]b\\u{2028}c');
    expect(harmless('::error::x')).toBe(' : :error::x');
    expect(harmless('plain: "ä" → 1')).toBe('plain: "ä" → 1');
  });

  test('is not as long as the text that it is about', () => {
    expect(harmless('x'.repeat(100_000)).length).toBeLessThan(800);
  });

  test('of the file system is about the input, not about the harness', () => {
    for (const path of [`/${'n'.repeat(300)}`, '/proc/self/mem/x']) {
      let caught: unknown;
      try {
        mkdirSync(path);
      } catch (error) {
        caught = error;
      }
      const { exit, message } = failureOf(caught);
      expect(exit).toBe(EXIT.usage);
      expect(message).not.toContain('harness');
    }
    expect(failureOf(new TypeError('x')).message).toContain('the harness is broken');
  });
});

test('a draft that a dead process left does not stand in the way', () => {
  const folder = join(FOLDER, 'drafts');
  mkdirSync(folder);
  writeFileSync(join(folder, `.check.html.${process.pid}`), 'half');
  writeAll(folder, new Map([['check.html', 'whole']]));
  expect(readFileSync(join(folder, 'check.html'), 'utf8')).toBe('whole');
  expect(readdirSync(folder)).toHaveLength(2);
});

describe.concurrent('the program', () => {
  const line = async (...args: string[]): Promise<string> => {
    const { code, stdout, stderr } = await faultline(...args);
    expect(stdout).toBe('');
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    return `${code} ${stderr.trimEnd()}`;
  };

  test.each([
    [['check', 'rfc', '--out', ''], '2 faultline: --out wants a value, found an empty one'],
    [['gate', 'rfc', '--report', ''], '2 faultline: --report wants a value, found an empty one'],
    [['help', 'nonsense'], '2 faultline: help nonsense: there is no such command'],
    [['check', 'rfc', '--seed', '1', '--seed', '2'], '--seed is given twice, expected it once'],
    [['check', 'rfc', '-q', '--terse'], 'expected one of --quiet, --terse, found all of them'],
    [['check', ''], '2 faultline: expected a name or a path, found an empty argument'],
    [['check', '\u001b[31m.c'], 'has control characters'],
    [['replay', pipe], `2 faultline: ${pipe}: expected a file, found a pipe`],
    [['check', `${'n'.repeat(300)}.c`], 'ame too long'],
  ])('refuses %j in one line', async (args, expected) => {
    expect(await line(...args)).toContain(expected);
  });
});
