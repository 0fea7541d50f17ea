import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { FOLDER, removeFolder } from '../../jobs/testing/files.ts';
import { Repository } from '../testing/git.ts';
import { atHead, comparedIn } from './gate-subjects.ts';
import { givenFile } from './given-subject.ts';

afterAll(removeFolder);

const SETUP = { profile: null, toolchain: null };

describe('the baseline of a file in a work tree', () => {
  const repository = new Repository('tree');
  repository.write('ttm/vm.c', 'int x;\n');
  repository.write('ttm/mine.ts', '');
  repository.commit('first');
  repository.write('ttm/vm.c', 'int y;\n');
  repository.write('ttm/new.c', 'int z;\n');
  const { root } = repository;

  test('is the one at HEAD, from whatever folder', () => {
    expect(atHead(join(root, 'ttm/vm.c'), root)).toBe('HEAD:ttm/vm.c');
    expect(atHead(join(root, 'ttm/vm.c'), join(root, 'ttm'))).toBe('HEAD:ttm/vm.c');
    symlinkSync(root, join(FOLDER, 'link'));
    expect(atHead(join(FOLDER, 'link/ttm/vm.c'), root)).toBe('HEAD:ttm/vm.c');
  });

  test.each(['ttm/new.c', 'ttm/mine.ts', 'ttm/gone.c'])('is not there for %s', (path) => {
    expect(atHead(join(root, path), root)).toBe(undefined);
  });

  test('is not there outside of a repository, or before its first commit', () => {
    const file = join(FOLDER, 'alone.c');
    writeFileSync(file, '');
    mkdirSync(join(FOLDER, 'plain'));
    expect(atHead(file, join(FOLDER, 'plain'))).toBe(undefined);
    expect(atHead(file, new Repository('empty').root)).toBe(undefined);
    expect(atHead(file, root)).toBe(undefined);
  });
});

test('what is asked for goes before it', () => {
  const both = (input: Parameters<typeof comparedIn>[0]) => comparedIn(input, SETUP).baseline;
  expect(both({ candidate: 'impl/c/subjects/v5.5.c' })).toBe('HEAD:impl/c/subjects/v5.5.c');
  expect(both({ candidate: 'impl/c/subjects/v5.5.c', baseline: 'v5.3' })).toBe('v5.3');
  expect(both({ candidate: 'rfc' })).toBe('v5.3');
});

describe('both sides in one repository', () => {
  const repository = new Repository('sides');
  const { root } = repository;
  const HELPERS = 'drivers/gpu/drm/ttm/ttm_bo_vm.c';
  repository.write(HELPERS, 'int a;\n');
  repository.write('gpu/own.c', 'int a;\n');
  repository.write('gpu/other.c', 'int a;\n');
  const first = repository.commit('first');
  repository.write('gpu/own.c', 'int b;\n');
  repository.write('README', 'more');
  const second = repository.commit('second');
  repository.write(HELPERS, 'int b;\n');
  repository.write('gpu/own.c', 'int c;\n');
  repository.commit('third');
  repository.write('gpu/other.c', 'int staged;\n');
  repository.git('add', '--all');
  repository.write('gpu/other.c', 'int after;\n');
  const bare = join(FOLDER, 'mirror.git');
  repository.git('clone', '--quiet', '--bare', root, bare);

  const sides = (input: Parameters<typeof comparedIn>[0], folder = root) =>
    comparedIn(input, { ...SETUP, git: folder });

  test.each([
    ['the helpers, if they changed', `${second}..main`, undefined, `main:${HELPERS}`],
    ['the only C file that changed', `${first}..${second}`, undefined, `${second}:gpu/own.c`],
    ['the file that is named', `${first}..`, 'gpu/other.c', 'HEAD:gpu/other.c'],
  ])('are those of %s', (_, candidate, path, expected) => {
    const baseline = `${candidate.split('..')[0]}:${expected.split(':')[1]}`;
    for (const folder of [root, bare]) {
      expect(sides({ candidate, path }, folder)).toMatchObject({ candidate: expected, baseline });
    }
  });

  test('a path is one from this folder, or from the topmost one', () => {
    const [folder, candidate] = [join(root, 'gpu'), `${first}..main`];
    const expected = { candidate: 'main:gpu/own.c' };
    expect(sides({ candidate, path: 'own.c' }, folder)).toMatchObject(expected);
    expect(sides({ candidate, path: 'gpu/own.c' }, folder)).toMatchObject(expected);
  });

  test('of what is staged are the index and HEAD', () => {
    const staged = { candidate: ':gpu/other.c', baseline: 'HEAD:gpu/other.c' };
    expect(sides({ candidate: undefined, cached: true })).toMatchObject(staged);
    expect(sides({ candidate: 'gpu/other.c', cached: true })).toMatchObject(staged);
    expect(givenFile(staged.candidate, root).text).toBe('int staged;\n');
  });

  test.each([
    [{ candidate: `${first}..main`, baseline: 'rfc' }, 'says both sides, found --baseline too'],
    [{ candidate: `${first}..main~3`, path: 'x.c' }, 'main~3: there is no such revision'],
    [{ candidate: 'main..main' }, 'expected one C file that changed, or its path, found no C file'],
    [
      { candidate: 'rfc', path: 'x.c' },
      'a path goes with A..B or --cached, found the candidate rfc',
    ],
    [{ candidate: 'a.c', path: 'b.c', cached: true }, '--cached compares the index with HEAD'],
  ] as const)('%j is wrong usage', (input, message) => {
    expect(() => sides(input)).toThrow(message);
  });
});
