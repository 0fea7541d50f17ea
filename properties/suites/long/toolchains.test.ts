import { expect, test } from 'vitest';
import { type Options, subjectOfC } from '../../../impl/c/subject.ts';
import { check } from '../../check.ts';
import { options, tools } from '../harness.ts';
import { partingOf } from '../parting.ts';

test.each(['npm', 'system'] as const)('C compiled by %s does what the port does', async (one) => {
  expect(await partingOf('v5.5', 'v5.5.c', { toolchain: one })).toBeUndefined();
});

test.each(['v5.3.c', 'v5.10.c'])('%s has the same lines with every compiler', async (file) => {
  const path = new URL(`../../../impl/c/subjects/${file}`, import.meta.url).pathname;
  const reports = [];
  for (const toolchain of ['npm', 'system'] satisfies Options['toolchain'][]) {
    reports.push(check(await subjectOfC(path, { toolchain }), tools, options({ runs: 4000 })));
  }
  const [npm, system] = reports.map(({ violations, coverage }) => ({
    never: coverage.source?.lines.never,
    // Accesses differ: a compiler may read a word once where another one does so twice.
    primitives: violations.map(({ trace }) =>
      trace.flatMap(({ event, at }) => (/^(?:read|write)$|_return$/.test(event) ? [] : [at])),
    ),
  }));
  expect(npm).toEqual(system);
});
