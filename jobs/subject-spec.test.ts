import { expect, test } from 'vitest';
import { isSameProgram, type SubjectSpec } from './subject-spec.ts';

const common = { name: 'one', digest: null, profile: null };
const file = (path: string, text: string) => ({
  path,
  text,
  headers: new Map([['a.h', 'int a;']]),
});
const ofC = (path: string, text = 'int b;', options = {}): SubjectSpec => ({
  ...common,
  name: path,
  kind: 'c',
  source: file(path, text),
  options,
});

test('C is the same program wherever it stands, unless a text or an option differs', () => {
  expect(isSameProgram(ofC('a.c'), ofC('HEAD:b.c'))).toBe(true);
  expect(isSameProgram(ofC('a.c'), ofC('a.c', 'int c;'))).toBe(false);
  const other = { ...common, source: { ...file('a.c', 'int b;'), headers: new Map() } };
  expect(isSameProgram(ofC('a.c'), { ...other, kind: 'c', options: {} })).toBe(false);
  const driven = { ...ofC('a.c'), driver: { file: file('d.c', 'int d;') } } as SubjectSpec;
  expect(isSameProgram(ofC('a.c'), driven)).toBe(false);
  const answered = { ...ofC('a.c'), profile: [{ answers: { ioLock: false } }] };
  expect(isSameProgram(ofC('a.c'), answered)).toBe(false);
});

test('TypeScript is the same where it is the same file, since it may import its neighbours', () => {
  const onDisk = (path: string): SubjectSpec => ({ ...common, kind: 'typescript-file', path });
  expect(isSameProgram(onDisk('a.ts'), { ...onDisk('a.ts'), name: 'two' })).toBe(true);
  expect(isSameProgram(onDisk('a.ts'), onDisk('b/a.ts'))).toBe(false);
  expect(isSameProgram({ ...common, kind: 'catalogue', helpers: 'a' }, onDisk('a'))).toBe(false);
});
