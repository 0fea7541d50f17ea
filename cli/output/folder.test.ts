import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { FOLDER, removeFolder } from '../../jobs/testing/files.ts';
import { assertWritable, writeAll } from './folder.ts';

afterAll(removeFolder);

test('all files are written, and nothing but them', () => {
  const folder = join(FOLDER, 'new/deep');
  writeAll(
    folder,
    new Map([
      ['a.json', '1'],
      ['b.json', '2'],
    ]),
  );
  expect(readdirSync(folder).sort()).toEqual(['a.json', 'b.json']);
  expect(readFileSync(join(folder, 'b.json'), 'utf8')).toBe('2');
});

test('when one file cannot be written, none is', () => {
  const folder = join(FOLDER, 'half');
  writeAll(folder, new Map([['old.json', 'old']]));
  const files = new Map([
    ['old.json', 'new'],
    [`${'long'.repeat(99)}.json`, ''],
  ]);
  expect(() => writeAll(folder, files)).toThrow(`cannot write to the directory ${folder}`);
  expect(readdirSync(folder)).toEqual(['old.json']);
  expect(readFileSync(join(folder, 'old.json'), 'utf8')).toBe('old');
});

test('a folder under a file is refused before anything is made', () => {
  const path = join(FOLDER, 'plain');
  writeFileSync(path, '');
  expect(() => assertWritable(join(path, 'out'))).toThrow('cannot write to the directory');
});

test('a folder where nothing can be made is an error, not a hang', () => {
  expect(() => writeAll('/proc/faultline', new Map([['a', '']]))).toThrow('cannot write');
});

test('asking whether a folder is writable does not make it', () => {
  assertWritable(join(FOLDER, 'unmade/deep'));
  expect(readdirSync(FOLDER)).not.toContain('unmade');
});
