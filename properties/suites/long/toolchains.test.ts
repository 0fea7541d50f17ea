import { describe, expect, test, vi } from 'vitest';
import { type Options, subjectOfC } from '../../../impl/c/subject.ts';
import { toolchain } from '../../../impl/c/toolchain/toolchain.ts';
import { check } from '../../executor.ts';
import { options, tools } from '../harness.ts';
import { partingOf } from '../parting.ts';

const CALL = {
  program: 'clang',
  args: ['-target', 'wasm32-unknown-unknown', '-c', 'a.c', '-o', 'a.o'],
  files: new Map([['a.c', 'int answer;\n']]),
  output: 'a.o',
} as const;

describe.each(['npm', 'system'] as const)('C compiled by %s', (name) => {
  // First of all, since the npm package loads its parts only once, and would tell of it.
  test('is compiled in silence: standard output is for the document', async () => {
    const consoles = (['log', 'info', 'warn', 'error', 'debug'] as const).map((method) =>
      vi.spyOn(console, method).mockImplementation(() => {}),
    );
    const made = await (await toolchain(name)).run(CALL);
    const printed = consoles.flatMap((spy) => spy.mock.calls);
    vi.restoreAllMocks();
    expect(made.kind).toBe('made');
    expect(printed).toEqual([]);
  });

  test('does what the port does', async () => {
    expect(await partingOf('v5.5', 'v5.5.c', { toolchain: name })).toBeUndefined();
  });
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
