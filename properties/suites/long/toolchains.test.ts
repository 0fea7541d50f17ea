import { describe, expect, test, vi } from 'vitest';
import { toolchain } from '../../../impl/c/toolchain.ts';
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
