import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';

/** What is written about the tree agrees with the tree. */

const root = join(import.meta.dirname, '..');
const read = (page: string): string => readFileSync(join(root, page), 'utf8');
const list = (pattern: string): string[] =>
  globSync(pattern, {
    cwd: root,
    exclude: ['**/node_modules/**', 'reports/out/**', 'dist/**'],
  }).sort();
const has = (path: string): boolean => existsSync(join(root, path));

/** Folders that have a page of their own; those below them are described there. */
const ROOMS = [
  ...['scheduler', 'model', 'properties', 'properties/judge/invariants', 'reports', 'cli', 'bench'],
  ...['impl', 'impl/kernel', 'impl/helpers', 'impl/drivers', 'impl/environment'],
  'properties/suites/patches',
  ...['impl/c', 'docs', 'api'].filter(has),
];
const PAGES = list('**/*.md');

test('every room has a page, and so has the whole', () => {
  const pages = ROOMS.map((room) => `${room}/README.md`);
  const whole = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md'];
  expect([...whole, ...pages].filter((page) => !has(page))).toEqual([]);
});

test('the page of a room has at most 30 lines', () => {
  const pages = PAGES.filter((page) => page.endsWith('/README.md'));
  expect(pages.filter((page) => read(page).split('\n').length > 31)).toEqual([]);
});

test('pages link to and name files that exist', () => {
  const targets = /\]\(([^)#\s:]+)(?:#[^)]*)?\)|`((?:[\w.-]+\/)+[\w.-]+\.(?:ts|mjs|md))`/g;
  const lost = PAGES.flatMap((page) =>
    [...read(page).matchAll(targets)]
      .map(([, link, path]) => (link ?? path)!)
      .filter((path) => !/\b(?:NAME|NNNN)\b/.test(path))
      .filter((path) => ![dirname(page), '.'].some((from) => has(join(from, path))))
      .map((path) => `${page} names ${path}`),
  );
  expect(lost).toEqual([]);
});

test('decisions are numbered without a gap and have the same parts', () => {
  const records = list('docs/decisions/*.md');
  const numbers = records.map((page) => Number(basename(page).slice(0, 4)));
  expect(numbers).toEqual(records.map((_, index) => index + 1));
  const parts = ['## Context', '## Decision', '## Consequences'];
  expect(records.filter((page) => !parts.every((part) => read(page).includes(part)))).toEqual([]);
});

test('sources refer to decisions that exist', () => {
  const numbers = list('**/*.{ts,md}').flatMap((path) =>
    [...read(path).matchAll(/docs\/decisions\/(\d{4})/g)].map(([, number]) => number),
  );
  expect(numbers.filter((number) => list(`docs/decisions/${number}-*.md`).length !== 1)).toEqual(
    [],
  );
});

test('the page of the laws names every invariant', () => {
  const page = read('docs/laws.md');
  const laws = list('properties/judge/invariants/*.ts').filter(
    (path) => !path.endsWith('.test.ts'),
  );
  expect(laws.filter((path) => !page.includes(`\`${basename(path, '.ts')}\``))).toEqual([]);
});

/** The sections of docs/domain.md by number, each with the names of its rows, steps and laws. */
const SECTIONS = new Map(
  read('docs/domain.md')
    .split(/^#{2,3} (?=\d)/m)
    .slice(1)
    .map((text) => [/^\d+(?:\.\d+)?/.exec(text)![0], rowsOf(text)]),
);

/** First cells of tables, cells of further columns named "row", numbers of steps, `- **L1**`. */
function rowsOf(section: string): Set<string> {
  const tables = [...section.matchAll(/^(\|.*)\n\|-.*\n((?:\|.*\n)*)/gm)];
  const cellsOf = (line: string): string[] => line.split('|').map((cell) => cell.trim());
  const cells = tables.flatMap(([, head, body]) => {
    const columns = cellsOf(head!);
    return body!
      .split('\n')
      .flatMap((line) => cellsOf(line).filter((_, at) => at === 1 || columns[at] === 'row'));
  });
  const items = [...section.matchAll(/^(?:(?=\d+\. )|- \*\*)(\w+)/gm)].map(([, name]) => name!);
  return new Set([...cells, ...items].map((name) => /^\w*/.exec(name)![0]));
}

/** A citation and the rows after it: `§1.5 step 9`, `§6 B10, B13`, `§1.2 rows 2, 4 and 5a`. */
const ROW = '(?:[A-Z]\\d+|\\d+[a-c]?|NOPAGE|SIGBUS|OOM)\\b(?![.-]\\w)';
const CITATION = `§(\\d+(?:\\.\\d+)?)((?:(?:,| and| to)? (?:rows? |steps? )?${ROW})*)`;
/** Defects are also named alone: `B21`, `M16`. */
const DEFECT = '\\b()([BM][1-9]\\d?)\\b';

test('citations of docs/domain.md lead to sections and rows that it has', () => {
  const isLost = ([, section, rows]: string[]): boolean => {
    const known = SECTIONS.get(section || '6');
    return !known || [...rows!.matchAll(RegExp(ROW, 'g'))].some(([row]) => !known.has(row));
  };
  const lost = list('**/*.{ts,mjs,md}').flatMap((path) =>
    [...read(path).matchAll(RegExp(CITATION, 'g')), ...read(path).matchAll(RegExp(DEFECT, 'g'))]
      .filter(isLost)
      .map(([citation]) => `${path} cites ${citation}`),
  );
  expect(lost).toEqual([]);
});

test('the page of the laws has those of docs/domain.md, in its order', () => {
  const laws = [...read('docs/laws.md').matchAll(/^\| ([A-Z]\d) \|/gm)].map(([, law]) => law!);
  const known = [...SECTIONS.get('7')!].filter((name) => /^[A-Z]\d$/.test(name));
  expect(laws).toEqual(known);
});
