import { spawnSync } from 'node:child_process';
import { cpSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FOLDER, ROOT, removeFolder } from '../../jobs/testing/files.ts';
import { Repository } from '../testing/git.ts';
import { BLOCKS, missingLines } from '../testing/readme.ts';

/** What the pages tell readers to type is there, and prints what the README says. */

const PROGRAM = join(ROOT, 'cli/faultline.mjs');
const KERNEL = join(ROOT, 'reports/out/kernel/6.12');
const WORK = join(FOLDER, 'work');

beforeAll(() => {
  mkdirSync(WORK);
  for (const name of ['ttm_bo_vm.c', 'nouveau_gem.c']) cpSync(join(KERNEL, name), join(WORK, name));
  const wait = '\t\t\tdma_fence_wait(bo->moving, true);\n';
  const look = '\t\t\tif (vmf->vma->vm_flags & VM_IO)\n\t\t\t\treturn VM_FAULT_SIGBUS;\n';
  writeFileSync(join(WORK, 'mine.c'), ownC('v5.5').replace(wait, `${wait}${look}`));
});
afterAll(removeFolder);

const ownC = (version: string): string =>
  readFileSync(join(ROOT, `impl/c/subjects/${version}.c`), 'utf8');

/** A repository in which a defect is mended, comes back, and stays. */
function history(): string {
  const repository = new Repository('history');
  const good = ownC('v5.5');
  const leaking = good.replace(
    '\t\tret = VM_FAULT_SIGBUS;\n\t\tgoto out;\n',
    '\t\treturn VM_FAULT_SIGBUS;\n',
  );
  const revisions = [
    ['leak', 'ttm.c', leaking],
    ['mend and rename', 'vm.c', good],
    ['no compile', 'vm.c', `${good}}\n`],
    ['io unlock lost', 'vm.c', leaking],
    ['comment', 'vm.c', `/* The fault handler. */\n${leaking}`],
  ] as const;
  for (const [subject, path, text] of revisions) {
    if (subject === 'mend and rename') repository.git('mv', 'ttm.c', path);
    repository.write(path, text);
    repository.commit(subject);
  }
  return repository.root;
}

/** Blocks of output in the README, by how they begin, and what prints them. */
const SHOWN: readonly (readonly [begins: string, args: () => readonly string[]])[] = [
  ['NOT SAFE: rfc breaks', () => ['gate', 'rfc', '--baseline', 'v5.3']],
  ['  World', () => ['gate', 'rfc', '--baseline', 'v5.3', '-v']],
  [
    '  world  ',
    () => ['explore', 'v5.5', '--world', 'contended-without-retry', '--world', 'two-faults', '-v'],
  ],
  ['      14       mine.c:23', () => ['check', 'mine.c', '-v']],
  ['  C lines', () => ['check', 'ttm_bo_vm.c', '-v']],
  [
    'NOT SAFE: 1 of 3 revisions',
    () => ['gate', '--git', history(), '--range', 'HEAD~4..HEAD', '--', 'vm.c'],
  ],
  [
    '      13       ttm_bo_vm.c:67',
    () => ['check', 'ttm_bo_vm.c', '--handler', 'nouveau_gem.c', '-v'],
  ],
  ['  Every interleaving and failure of', () => ['check', 'repaired', '-v']],
];

test('each block of output has its command; the first is asked of a real kernel', () => {
  const begins = SHOWN.map(([begin]) => begin);
  const lost = BLOCKS.slice(1).filter(([first]) => !begins.some((each) => first!.startsWith(each)));
  expect(lost).toEqual([]);
  expect(BLOCKS.length).toBe(SHOWN.length + 1);
});

test.each(SHOWN)('README shows what is printed: %s …', async (begins, args) => {
  const block = BLOCKS.find(([first]) => first!.startsWith(begins))!;
  expect(await missingLines(block, WORK, args())).toEqual([]);
});

/** The words of a command's help that can be typed: subcommands, options. */
function helpOf(...args: readonly string[]): string {
  const { stdout } = spawnSync(process.execPath, [PROGRAM, 'help', ...args], { encoding: 'utf8' });
  return stdout;
}

test('pages name commands and options that exist', () => {
  const options = new Map<string, ReadonlySet<string>>();
  for (const [, name] of helpOf().matchAll(/^ {2}([a-z]+)\b/gm)) {
    options.set(name!, new Set(helpOf(name!).match(/(?<=[\s,])--?[a-z-]+/gi)));
  }
  options.set('help', new Set());
  const pages = globSync(['*.md', 'docs/*.md', 'docs/{ci,extend,scale}/*.{md,yml}'], { cwd: ROOT });
  const wrong = pages.flatMap((page) => {
    const text = readFileSync(join(ROOT, page), 'utf8').replace(/\\\n\s*/g, ' ');
    return [...text.matchAll(/npx faultline ([a-z]+)\b([^\n`|#]*)/g)].flatMap(
      ([line, command, rest]) => {
        const known = options.get(command!);
        const words = rest!.split(/\s+/).filter((word) => /^--?[a-z]/.test(word));
        const strange = words.filter((word) => !known?.has(word.replace(/=.*/, '')));
        return known && strange.length === 0 ? [] : [`${page}: ${line}`];
      },
    );
  });
  expect(wrong).toEqual([]);
  expect(pages.length).toBeGreaterThan(8);
});
