import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';

/** What is written about the tree agrees with the tree. */

const root = join(import.meta.dirname, '..');
const read = (page: string): string => readFileSync(join(root, page), 'utf8');
const list = (pattern: string): string[] =>
  globSync(pattern, { cwd: root, exclude: ['**/node_modules/**', 'reports/out/**'] }).sort();
const has = (path: string): boolean => existsSync(join(root, path));

/** Folders that have a page of their own; those below them are described there. */
const ROOMS = [
  ...['scheduler', 'model', 'properties', 'properties/invariants', 'reports', 'cli', 'bench'],
  ...['impl', 'impl/kernel', 'impl/helpers', 'impl/drivers', 'impl/environment', 'impl/mutants'],
  ...['impl/c', 'docs'].filter(has),
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
  const laws = list('properties/invariants/*.ts').filter((path) => !path.endsWith('.test.ts'));
  expect(laws.filter((path) => !page.includes(`\`${basename(path, '.ts')}\``))).toEqual([]);
});
