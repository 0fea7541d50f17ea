import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { FOLDER, removeFolder } from '../../jobs/testing/files.ts';
import { Repository } from '../testing/git.ts';
import { atHead, comparedIn } from './gate-subjects.ts';

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
