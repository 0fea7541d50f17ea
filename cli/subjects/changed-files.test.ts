import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { FOLDER, file, removeFolder } from '../../jobs/testing/files.ts';
import { filesToWatch } from '../output/watch.ts';
import { changedContents, contentsOf } from './changed-files.ts';

afterAll(removeFolder);

const never = new AbortController().signal;

describe('a file that is watched', () => {
  test('has changed when it holds something else, also if it was replaced or gone', async () => {
    const path = file('a.ts', 'one');
    let before = contentsOf([path]);
    for (const change of [
      () => writeFileSync(path, 'two'),
      () => renameSync(file('b.ts', 'three'), path),
      () => {
        rmSync(path);
        writeFileSync(path, 'four');
      },
    ]) {
      const changed = changedContents([path], before, never);
      change();
      before = await changed;
      expect(before).toBe(contentsOf([path]));
    }
  });

  test('that changed before anybody waits has changed', async () => {
    const path = file('early.ts', 'one');
    const before = contentsOf([path]);
    writeFileSync(path, 'two');
    expect(await changedContents([path], before, never)).not.toBe(before);
  });

  test('is waited for as long as it is not there, or holds the same again', async () => {
    const path = file('same.ts', 'one');
    const before = contentsOf([path]);
    rmSync(path);
    expect(contentsOf([path])).toBeUndefined();
    const stop = new AbortController();
    const changed = changedContents([path], before, stop.signal);
    writeFileSync(path, 'one');
    stop.abort();
    expect(await changed).toBeUndefined();
  });

  test('in C has the headers beside it', () => {
    const path = file('a.c', 'one');
    const before = contentsOf([path]);
    file('b.h', 'more');
    expect(contentsOf([path])).not.toBe(before);
  });
});

describe('--watch', () => {
  const path = file('mine.ts', '');
  const c = file('mine.c', '');

  test('watches the files of the subjects, handlers too', () => {
    expect(filesToWatch([path, `${c}+${FOLDER}/handler.c:fault`], {})).toEqual([
      path,
      c,
      `${FOLDER}/handler.c`,
    ]);
    expect(filesToWatch(['mine/not-there.ts+amdgpu'], {})).toEqual(['mine/not-there.ts']);
  });

  test.each([
    [[path], { json: true }, 'not with --json'],
    [[path], { shard: { index: 1, of: 2 } }, 'not with --shard'],
    [[], { range: 'a..b' }, 'not with --range'],
    [['rfc'], {}, 'expected its path, found rfc'],
    [[path, 'HEAD:mine.c'], {}, 'expected its path, found HEAD:mine.c'],
    [[], {}, 'found no subject'],
  ])('with %j and %j is wrong usage', (words, options, line) => {
    expect(() => filesToWatch(words, options)).toThrow(line);
  });
});
