import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { FOLDER, removeFolder } from '../../../jobs/testing/files.ts';
import { Repository } from '../../testing/git.ts';
import { ontoOf } from './onto.ts';

afterAll(removeFolder);

describe('what a patch was made from', () => {
  const repository = new Repository('onto');
  const { root } = repository;
  const text = (line: string): string => `int a;\nint b;\n${line}\nint c;\n`;
  const commits = ['one', 'two', 'three'].map((word) => {
    repository.write('ttm/vm.c', text(`int ${word};`));
    repository.write('other.h', word);
    return repository.commit(word).slice(0, 12);
  });
  const [, second] = commits;
  const mail = (name: string, ...args: string[]): string => {
    const file = join(FOLDER, `${name}.patch`);
    writeFileSync(file, `${repository.git('format-patch', '-1', '--stdout', ...args)}\n`);
    return file;
  };

  test('is the commit that it names', () => {
    const { onto, note } = ontoOf(mail('based', '--base=HEAD~2', 'HEAD'), root);
    expect(onto).toBe(`${commits[0]}:ttm/vm.c`);
    expect(note).toContain(`is applied to ${commits[0]}:ttm/vm.c, its base-commit`);
  });

  test('is a commit that has the content of its index line', () => {
    const { onto, note } = ontoOf(mail('indexed', 'HEAD'), root);
    expect(onto).toBe(`${second}:ttm/vm.c`);
    expect(note).toContain('the content that it was made from');
  });

  test('is HEAD where that has the content, or where nothing is known of it', () => {
    repository.git('checkout', '--quiet', '-b', 'older', 'HEAD~1');
    expect(ontoOf(mail('head', 'main'), root).onto).toBe('HEAD:ttm/vm.c');
    repository.git('checkout', '--quiet', 'main');
    const bare = join(FOLDER, 'bare.patch');
    writeFileSync(bare, '--- a/ttm/vm.c\n+++ b/ttm/vm.c\n@@ -1 +1 @@\n-int a;\n+int x;\n');
    const { onto, note } = ontoOf(bare, root);
    expect(onto).toBe('HEAD:ttm/vm.c');
    expect(note).toContain('nothing in it says');
  });

  test('is asked for where several files of C change, or none', () => {
    repository.write('ttm/vm.c', text('int four;'));
    repository.write('more.c', 'int x;\n');
    repository.commit('made');
    repository.write('ttm/vm.c', text('int five;'));
    repository.write('more.c', 'int y;\n');
    repository.commit('both');
    const message = 'both.patch without --onto: expected one C file that changed';
    expect(() => ontoOf(mail('both', 'HEAD'), root)).toThrow(message);
    expect(() => ontoOf(mail('both', 'HEAD'), root)).toThrow('found more.c, ttm/vm.c');
  });
});
