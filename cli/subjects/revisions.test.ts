import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { UnusableSubject } from '../../impl/subject.ts';
import { WrongUsage } from '../../jobs/failure.ts';
import { FOLDER, removeFolder } from '../../jobs/testing/files.ts';
import { Repository } from '../testing/git.ts';
import { fileOfRevision } from './given-file.ts';
import { givenSource } from './given-subject.ts';
import { revisionsOf } from './revisions.ts';

const repository = new Repository('history');
const { root } = repository;
const LINES = Array.from({ length: 40 }, (_, line) => `int a${line};\n`).join('');

beforeAll(() => {
  repository.write('README', 'x');
  repository.commit('before');
  repository.write('ttm/old.c', `#include "h.h"\n${LINES}`);
  repository.write('ttm/h.h', '#define H 1\n');
  repository.commit('new');
  repository.write('ttm/other.c', '');
  repository.commit('elsewhere');
  repository.git('checkout', '--quiet', '-b', 'side');
  repository.write('ttm/old.c', `#include "h.h"\n${LINES}int side;\n`);
  repository.commit('side');
  repository.git('checkout', '--quiet', 'main');
  repository.write('README', 'y');
  repository.commit('readme');
  repository.git('merge', '--quiet', '--no-ff', '-m', 'merge', 'side');
  repository.git('mv', 'ttm/old.c', 'ttm/new.c');
  repository.commit('rename');
  repository.git('checkout', '--quiet', '-b', 'other');
  repository.write('ttm/new.c', `#include "h.h"\n${LINES}int other;\n`);
  repository.commit('other');
  repository.git('checkout', '--quiet', 'main');
  repository.write('ttm/new.c', `#include "h.h"\n${LINES}int main;\n`);
  repository.commit('main');
  repository.git('merge', '--quiet', '--no-ff', '-X', 'ours', '-m', 'merge of ours', 'other');
  repository.write('ttm/new.c', `#include "h.h"\n${LINES}int evil;\n`);
  repository.git('commit', '--quiet', '-a', '--amend', '-m', 'evil merge');
  symlinkSync('new.c', join(root, 'ttm/link.c'));
  symlinkSync('h.h', join(root, 'ttm/link.h'));
  repository.write('ttm/linking.c', '#include "link.h"\n');
  repository.commit('links');
});
afterAll(removeFolder);

describe('the revisions of a range', () => {
  test('are those that touch the file, the oldest first, under all of its names', () => {
    const touches = revisionsOf({ root }, 'main~5..main', 'ttm/new.c');
    const short = touches.map(({ subject, path, parent }) => [subject, path, parent?.path ?? null]);
    const named = (name: string) => `ttm/${name}.c`;
    expect(short.slice(0, 2)).toEqual([
      ['side', named('old'), named('old')],
      ['rename', named('new'), named('old')],
    ]);
    expect(
      short
        .slice(2, 4)
        .map(([subject]) => subject)
        .sort(),
    ).toEqual(['main', 'other']);
    expect(short.slice(4)).toEqual([['evil merge', named('new'), named('new')]]);
  });

  test('begin with the one that made the file, which comes from nothing', () => {
    const [first] = revisionsOf({ root }, 'main~8..main~4', 'ttm/old.c');
    expect(first).toMatchObject({ subject: 'new', parent: null });
  });

  test.each([
    ['main', 'ttm/new.c', 'expected a range of revisions as A..B'],
    ['main...side', 'ttm/new.c', 'expected a range'],
    ['nowhere..main', 'ttm/new.c', 'nowhere: there is no such revision'],
    ['--all..main', 'ttm/new.c', '--all: there is no such revision'],
    ['main..main', 'ttm/new.c', 'expected revisions that touch ttm/new.c, found no revision'],
    ['main~1..main', 'ttm/new.c', 'found 1 revisions and none that does'],
    ['main~3..main', 'ttm/old.c', 'ttm/old.c: there is no such file in main'],
  ])('%s of %s is wrong usage', (range, path, message) => {
    expect(() => revisionsOf({ root }, range, path)).toThrow(message);
    expect(() => revisionsOf({ root }, range, path)).toThrow(WrongUsage);
  });
});

describe('a file of a revision', () => {
  test('comes with the headers that stand beside it there', () => {
    const setup = { profile: null, toolchain: null, git: root };
    const source = givenSource('main~6:ttm/old.c', setup);
    expect(source.path).toBe('main~6:ttm/old.c');
    expect([...source.headers]).toEqual([['h.h', '#define H 1\n']]);
    expect(() => givenSource('main:ttm/linking.c', setup)).toThrow('"link.h" is a symbolic link');
  });

  test('is found from every folder of the work tree, and named from the topmost one', () => {
    const below = join(root, 'ttm');
    expect(fileOfRevision('main:ttm/new.c', below).text).toContain('int evil;');
    expect(fileOfRevision('main:./new.c', below).name).toBe('main:ttm/new.c');
  });

  test.each([
    ['main:ttm/gone.c', root, 125, 'there is no file ttm/gone.c in main'],
    ['gone:ttm/new.c', root, 2, 'gone: there is no such revision'],
    ['--help:ttm/new.c', root, 2, '--help: there is no such revision'],
    [':ttm/gone.c', root, 125, 'there is no file ttm/gone.c in the index of'],
    ['main:ttm/link.c', root, 2, 'found a symbolic link, which is not followed'],
    ['main:ttm', root, 2, 'expected a file, found no file'],
    ['main:ttm/new.c', FOLDER, 2, 'is in no git work tree'],
    ['main:ttm/new.c', join(FOLDER, 'nowhere'), 2, 'expected a folder in a git work tree'],
  ])('%s in %s is refused', (word, folder, exit, message) => {
    expect(() => fileOfRevision(word, folder)).toThrow(message);
    const error = exit === 2 ? WrongUsage : UnusableSubject;
    expect(() => fileOfRevision(word, folder)).toThrow(error);
  });
});
