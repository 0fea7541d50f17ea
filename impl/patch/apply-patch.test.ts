import { describe, expect, test } from 'vitest';
import { applyPatch } from './apply-patch.ts';
import { restored, textOf } from './hunk-match.ts';
import { filePatchesIn } from './patch-text.ts';

const FILES = new Map([
  ['a/x.c', 'one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\n'],
  ['a/y.h', 'alone'],
]);

const headed = (path: string, ...body: string[]): string =>
  `--- a/${path}\n+++ b/${path}\n${body.join('\n')}\n`;
const result = (patch: string) => {
  const made = applyPatch(patch, FILES);
  return made.kind === 'applied' ? Object.fromEntries(made.files) : made.why;
};
const OTHERS = { 'a/y.h': 'alone' };

describe('a patch', () => {
  test('changes the lines that it names, where they are', () => {
    const patch = headed('a/x.c', '@@ -2,3 +2,3 @@', ' two', '-three', '+THREE', ' four');
    const text = 'one\ntwo\nTHREE\nfour\nfive\nsix\nseven\neight\n';
    expect(result(patch)).toEqual({ ...OTHERS, 'a/x.c': text });
  });

  test('finds lines that stand elsewhere by now, and the next hunk there', () => {
    const patch = headed(
      'a/x.c',
      ...['@@ -3,3 +3,4 @@', ' five', '+5.5', ' six', ' seven'],
      ...['@@ -6,1 +7,1 @@', '-eight', '+8'],
    );
    const text = 'one\ntwo\nthree\nfour\nfive\n5.5\nsix\nseven\n8\n';
    expect(result(patch)).toEqual({ ...OTHERS, 'a/x.c': text });
  });

  test('knows the ends of files that have no line end', () => {
    const none = '\\ No newline at end of file';
    const ends = headed('a/y.h', '@@ -1 +1,2 @@', '-alone', none, '+alone', '+no more', none);
    expect(result(ends)).toMatchObject({ 'a/y.h': 'alone\nno more' });
    expect(result(headed('a/y.h', '@@ -1 +1 @@', '-alone', '+x'))).toContain('does not apply');
  });

  test('makes, removes, renames and copies files', () => {
    const git = (...lines: string[]) => `diff --git a/a/y.h b/b/n.h\n${lines.join('\n')}\n`;
    const none = '\\ No newline at end of file';
    expect(result('--- /dev/null\n+++ b/n.c\n@@ -0,0 +1 @@\n+new\n')).toMatchObject({
      'n.c': 'new\n',
    });
    const gone = `--- a/a/y.h\n+++ /dev/null\n@@ -1 +0,0 @@\n-alone\n${none}\n`;
    expect(result(gone)).not.toHaveProperty(['a/y.h']);
    const renamed = result(git('similarity index 100%', 'rename from a/y.h', 'rename to b/n.h'));
    expect(renamed).toEqual({ 'a/x.c': FILES.get('a/x.c'), 'b/n.h': 'alone' });
    const copied = result(git('similarity index 100%', 'copy from a/y.h', 'copy to b/n.h'));
    expect(copied).toMatchObject({ 'a/y.h': 'alone', 'b/n.h': 'alone' });
  });

  test('has paths that git has quoted', () => {
    const patch = '--- /dev/null\n+++ "b/\\303\\244 \\"x\\\\.c"\n@@ -0,0 +1 @@\n+new\n';
    expect(result(patch)).toMatchObject({ 'ä "x\\.c': 'new\n' });
  });

  test.each([
    ['a hunk that does not begin where the file does', '@@ -1,2 +1,2 @@', ' two', '-three', '+3'],
    [
      'a hunk that ends the file, where the file goes on',
      '@@ -4,2 +4,2 @@',
      ' four',
      '-five',
      '+5',
    ],
    ['lines that are not there', '@@ -2,3 +2,3 @@', ' two', '-thre', '+3', ' four'],
    ['numbers that do not agree', '@@ -2,4 +2,4 @@', ' two', '-three', '+3', ' four'],
  ])('is refused for %s', (_, ...body) => {
    expect(result(headed('a/x.c', ...body))).toBe('hunk 1 of 1 does not apply to a/x.c');
  });

  test('changes nothing of what another of its hunks has changed', () => {
    const hunk = ['@@ -2,3 +2,3 @@', ' two', '-three', '+three', ' four'];
    expect(result(headed('a/x.c', ...hunk, ...hunk))).toContain('hunk 2 of 2');
  });

  test('leaves the files that it was given as they were', () => {
    const before = new Map(FILES);
    result(headed('a/x.c', '@@ -2,3 +2,3 @@', ' two', '-three', '+THREE', ' four'));
    expect(FILES).toEqual(before);
  });
});

describe('a path of a patch is refused', () => {
  test.each([
    ['../x.c', 'leads through a parent folder'],
    ['a/../../x.c', 'leads through a parent folder'],
    ['a/./x.c', 'leads through a parent folder'],
    ['a\\..\\x.c', 'leads through a parent folder'],
    ['/etc/x.c', 'is absolute'],
    ['C:/x.c', 'is absolute'],
    ['a//x.c', 'has an empty name'],
    ['.git/hooks/post-checkout', "leads into git's own folder"],
    ['a/.GIT/config', "leads into git's own folder"],
    ['a/.git./config', "leads into git's own folder"],
    ['a/.g\u200cit/config', "leads into git's own folder"],
    ['git~1/config', "leads into git's own folder"],
    ['a\u001b]0;x.c', 'has control characters'],
    [`${'n'.repeat(256)}.c`, 'is longer than 1024 bytes'],
    [`${'a/'.repeat(600)}x.c`, 'is longer than 1024 bytes'],
  ])('%j', (path, why) => {
    for (const patch of [
      `--- /dev/null\n+++ b/${path}\n@@ -0,0 +1 @@\n+new\n`,
      `--- a/${path}\n+++ /dev/null\n@@ -1 +0,0 @@\n-old\n`,
      `diff --git a/a/y.h b/${path}\nsimilarity index 100%\nrename from a/y.h\nrename to ${path}\n`,
    ]) {
      if (patch.startsWith('diff') && /\s/u.test(path)) continue;
      expect(result(patch)).toContain(why);
    }
  });

  test.each([
    ['120000', 'is a symbolic link'],
    ['160000', 'is no file (mode 160000)'],
    ['020666', 'is no file (mode 020666)'],
  ])('with the mode %s', (mode, why) => {
    const head = `diff --git a/n b/n\nnew file mode ${mode}\n`;
    expect(result(`${head}--- /dev/null\n+++ b/n\n@@ -0,0 +1 @@\n+/dev/zero\n`)).toContain(why);
  });
});

test('a hunk of very many lines is placed, and mended, without a deep stack', () => {
  const lines = Array.from({ length: 150_000 }, (_, at) => `line  ${at}`);
  const body = lines.map((line) => `-${line}`).concat(lines.map((line) => `+${line}!`));
  const patch = headed('x.c', '@@ -1,150000 +1,150000 @@', body.join('\n'));
  const made = applyPatch(patch, new Map([['x.c', `${lines.join('\n')}\n`]]));
  expect(made.kind).toBe('applied');
  const [{ hunks }] = filePatchesIn(patch.replaceAll('  ', ' ')) as [
    ReturnType<typeof filePatchesIn>[0],
  ];
  const mended = restored(hunks[0]!, textOf(lines.join('\n')), { left: 1_000_000 });
  expect(mended?.lines[7]).toBe('-line  7');
});

test('a patch that is made to take for ever is given up', () => {
  const text = 'x\n'.repeat(300_000);
  const body = [...Array.from({ length: 20_000 }, () => ' x'), '-y', ' x'];
  const hunk = [`@@ -9,${body.length} +9,${body.length - 1} @@`, ...body];
  const many = Array.from({ length: 50 }, () => hunk).flat();
  const made = applyPatch(headed('x.c', many.join('\n')), new Map([['x.c', text]]));
  expect(made).toMatchObject({ kind: 'refused' });
});
