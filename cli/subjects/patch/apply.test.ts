import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { withHunks } from '../../../impl/patch/apply-patch.ts';
import { filePatchesIn } from '../../../impl/patch/patch-text.ts';
import { UnusableSubject } from '../../../impl/subject.ts';
import { FOLDER, file, ROOT, removeFolder } from '../../../jobs/testing/files.ts';
import { Repository } from '../../testing/git.ts';
import { fileOfRevision, fileOnDisk } from '../given-file.ts';
import { patchedFile, splitPatched } from '../patched-file.ts';

const OWN = readFileSync(join(ROOT, 'impl/c/subjects/v5.5.c'), 'utf8');
const PATH = 'drivers/ttm/ttm_bo_vm.c';
const repository = new Repository('patches');
const onto = () => fileOnDisk(join(repository.root, PATH));
const edited = (was: string, becomes: string, text = OWN): string => {
  expect(text.split(was)).toHaveLength(2);
  return text.replace(was, becomes);
};
const unlocked = edited('\tttm_mem_io_unlock(man);\n', '');
const two = edited('\tpgoff_t i;', '\tunsigned long i;\n\tlong spare = 0;', unlocked);

let patch = '';
let mailbox = '';

beforeAll(() => {
  repository.write(PATH, `${OWN}/* include.h */\n`);
  repository.write('drivers/ttm/beside.h', '#define BESIDE 1\n');
  repository.commit('base');
  repository.write(PATH, `${unlocked}/* include.h */\n`);
  repository.commit('drm/ttm: one');
  repository.write(PATH, `${two}/* include.h */\n`);
  repository.write('drivers/ttm/beside.h', '#define BESIDE 2\n');
  repository.commit('drm/ttm: two\n\n>From here on.\nFrom there on.');
  patch = repository.git('diff', 'HEAD~2', 'HEAD~1');
  mailbox = repository.git('format-patch', '--stdout', '--cover-letter', 'HEAD~2..HEAD');
  repository.git('checkout', '--quiet', 'HEAD~2');
});
afterAll(removeFolder);

const applied = (name: string, text: string) => patchedFile(file(name, text), onto());

describe('a patch', () => {
  test('is applied in memory, and named by both files', () => {
    const made = applied('one.patch', patch);
    expect(made.text).toBe(`${unlocked}/* include.h */\n`);
    expect(made.name).toBe(`${join(FOLDER, 'one.patch')}@${join(repository.root, PATH)}`);
    expect(made.notes).toEqual([]);
    expect(onto().text).toBe(`${OWN}/* include.h */\n`);
    expect(repository.git('status', '--porcelain')).toBe('');
  });

  test('without any git in it is one too', () => {
    const bare = patch.split('\n').filter((line) => !/^(?:diff|index)/.test(line));
    expect(applied('bare.diff', bare.join('\n')).text).toBe(`${unlocked}/* include.h */\n`);
  });

  test.each([false, true])('series is applied in order, from an mbox (mixed up: %s)', (mixed) => {
    const mails = mailbox.split(/^(?=From [0-9a-f]{40} )/m);
    expect(mails).toHaveLength(3);
    const text = mixed ? mails.toReversed().join('') : mailbox;
    const made = applied('series.mbox', text);
    expect(made.text).toBe(`${two}/* include.h */\n`);
    expect(made.beside('beside.h')).toBe('#define BESIDE 2\n');
    expect(made.notes).toEqual([]);
  });

  test('in a mail that is encoded, with what mail programs add, is read', () => {
    const body = Buffer.from(`Why.\n---\n${patch}\n-- \n2.39\n`).toString('base64');
    const head = 'Received: by x\n\tfor y\nSubject: [PATCH] drm/ttm: one\nFrom: A <a@b.c>\n';
    const type = 'Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n';
    const text = `${head}${type}\n${body}\n`.replaceAll('\n', '\r\n');
    expect(applied('saved.eml', text).text).toBe(`${unlocked}/* include.h */\n`);
  });

  test('onto a file of a revision leads to the same', () => {
    const base = fileOfRevision(`main~2:${PATH}`, repository.root);
    expect(patchedFile(file('one.patch', patch), base).text).toBe(`${unlocked}/* include.h */\n`);
  });

  test('for another version is merged when its contents are there', () => {
    const last = '\tret = VM_FAULT_NOPAGE;\nout:';
    const near = edited(last, last.replace(';', '; /* done */'));
    const shifted = { ...onto(), text: `${near}/* include.h */\n` };
    const made = patchedFile(file('near.patch', patch), shifted);
    expect(made.text).not.toContain('ttm_mem_io_unlock(man)');
    expect(made.text).toContain('/* done */');
    expect(made.notes).toEqual([
      expect.stringContaining('near.patch: merged (as git apply --3way does)'),
    ]);
  });
});

describe('a patch whose white space was lost', () => {
  /** As a mail archive has it: no white space in front, and one blank for each run of it. */
  const mangled = (text: string): string =>
    text.replaceAll(/^([+-]?)[ \t]+/gm, '$1').replaceAll(/[ \t]+/g, ' ');

  test('is applied all the same, with the white space of the file, and says so', () => {
    const made = applied('archive.txt', mangled(patch));
    expect(made.text).toBe(`${unlocked}/* include.h */\n`);
    expect(made.notes).toEqual([expect.stringContaining('its white space was lost')]);
  });

  test('has its new lines as they are', () => {
    const all = repository.git('diff', 'main~2', 'main', '--', PATH);
    const made = applied('archive.txt', mangled(all));
    expect(made.text.replaceAll(/^[ \t]+/gm, '')).toBe(
      `${two}/* include.h */\n`.replaceAll(/^[ \t]+/gm, ''),
    );
  });

  test('is told from one that is only indented otherwise', () => {
    const spaces = patch.replaceAll(/^([ +-])\t/gm, '$1        ');
    expect(applied('spaces.patch', spaces).notes).toEqual([
      expect.stringContaining('differences in white space were ignored'),
    ]);
  });
});

describe('a patch that cannot be taken', () => {
  test('because its end is missing says so', () => {
    const cut = patch.split('\n').slice(0, -4).join('\n');
    expect(() => applied('cut.patch', cut)).toThrow(UnusableSubject);
    expect(() => applied('cut.patch', cut)).toThrow(/hunk 1 of 1 \(at line \d+\) is cut short/);
  });

  test('says which hunk it is, which line was expected, and which one is there', () => {
    const wrong = patch.replace('ttm_mem_io_unlock(man)', 'ttm_mem_io_open(man)');
    expect(() => applied('wrong.patch', wrong)).toThrow(
      /hunk 1 of 1 \(at line \d+\) does not apply to .*ttm_bo_vm\.c: expected "ttm_mem_io_open\(man\);" in line \d+, found "ttm_mem_io_unlock\(man\);"/,
    );
  });

  test.each([
    ['text', 'no patch at all\n', 'found no patch'],
    ['other', 'diff --git a/x.c b/x.c\n--- a/x.c\n+++ b/x.c\n@@ -1 +1 @@\n-a\n+b\n', 'of x.c'],
    ['binary', `diff --git a/${PATH} b/${PATH}\nGIT binary patch\nliteral 1\n`, 'is binary'],
    ['gone', `diff --git a/${PATH} b/${PATH}\ndeleted file mode 100644\n`, 'removes'],
  ])('%s is wrong usage', (name, text, message) => {
    expect(() => applied(`${name}.patch`, text)).toThrow(message);
  });

  test('makes no link', () => {
    const link =
      'diff --git a/drivers/ttm/l.h b/drivers/ttm/l.h\nnew file mode 120000\n--- /dev/null\n' +
      '+++ b/drivers/ttm/l.h\n@@ -0,0 +1 @@\n+/etc/passwd\n\\ No newline at end of file\n';
    expect(() => applied('link.patch', `${patch}\n${link}`)).toThrow('is a symbolic link');
  });

  test.each(['../../canary.c', '../canary.h', '.git/hooks/canary.c'])(
    'because it leads outside, to %s, writes nothing anywhere',
    (path) => {
      const canary = file('canary.c', 'x\n');
      const folder = mkdtempSync(join(FOLDER, 'temporary-'));
      vi.stubEnv('TMPDIR', folder);
      const change = `--- a/${path}\n+++ b/${path}\n@@ -1,1 +1,1 @@\n-x\n+y\n`;
      const target = { ...onto(), text: 'x\n', path: 'canary.c' };
      expect(() => patchedFile(file('out.patch', change), target)).toThrow(/the path ".*" leads/);
      expect(() => applied('both.patch', `${patch}\n${change}`)).toThrow(/the path ".*" leads/);
      expect(readFileSync(canary, 'utf8')).toBe('x\n');
      expect(readdirSync(folder)).toEqual([]);
      vi.unstubAllEnvs();
    },
  );
});

/** As `git apply` does it, in a folder of its own. */
function byGit(text: string, change: string): string | undefined {
  const other = new Repository(`git-${counter++}`);
  other.write('x.c', text);
  other.write('change.patch', change);
  try {
    other.git('apply', '--whitespace=nowarn', 'change.patch');
  } catch {
    return undefined;
  }
  return readFileSync(join(other.root, 'x.c'), 'utf8');
}
let counter = 0;

test('patches are applied as git does, onto texts that they were and were not made for', () => {
  const texts = fc.array(fc.constantFrom('a\n', 'b\n', 'c\n', 'd\n', '\n', '}\n'), {
    maxLength: 24,
  });
  const ends = fc.boolean();
  const joined = (lines: readonly string[], whole: boolean): string =>
    whole ? lines.join('') : lines.join('').replace(/\n$/, '');
  const maker = new Repository('maker');
  const tally = { fits: 0, misfits: 0 };
  fc.assert(
    fc.property(texts, texts, texts, ends, fc.nat(3), (head, before, after, whole, context) => {
      const [was, becomes] = [
        joined([...head, ...before], whole),
        joined([...head, ...after], true),
      ];
      fc.pre(was !== becomes && was !== '' && becomes !== '');
      maker.write('x.c', was);
      maker.write('y.c', becomes);
      const made = spawnSync('git', ['diff', '--no-index', `-U${context}`, 'x.c', 'y.c'], {
        cwd: maker.root,
        encoding: 'utf8',
      }).stdout.replaceAll('/y.c', '/x.c');
      for (const text of [was, `a\nb\n${was}`, `${was}c\n`, before.join('')]) {
        const [change] = filePatchesIn(made);
        const own = withHunks(change!.hunks, text);
        const theirs = byGit(text, made);
        expect(own.kind === 'fits' ? own.text : undefined).toBe(theirs);
        tally[own.kind === 'fits' ? 'fits' : 'misfits'] += 1;
      }
    }),
    { seed: 7, numRuns: 20 },
  );
  expect(Math.min(tally.fits, tally.misfits)).toBeGreaterThan(8);
});

test('a word is split where a file ends', () => {
  const path = file('a@b.patch', '');
  expect(splitPatched(`${path}@HEAD:x.c`)).toEqual({ patch: path, onto: 'HEAD:x.c' });
  expect(splitPatched('gone.mbox@x.c')).toEqual({ patch: 'gone.mbox', onto: 'x.c' });
  expect(splitPatched('HEAD@{1}:x.c')).toBeUndefined();
});
