import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Call, Made, Toolchain } from './toolchain.ts';

/** Names of the same program: Debian's have the version in them. */
const SUFFIXES = ['', ...[22, 21, 20, 19, 18, 17, 16, 15, 14].map((version) => `-${version}`)];

/** The compiler of this machine, if there is one with its linker. */
export function systemToolchain(): Toolchain | undefined {
  for (const suffix of SUFFIXES) {
    const { error, stdout } = spawnSync(`clang${suffix}`, ['--version'], { encoding: 'utf8' });
    if (error || spawnSync(`wasm-ld${suffix}`, ['--version']).error) continue;
    return { version: stdout.split('\n')[0]!, run: async (call) => run(suffix, call) };
  }
  return undefined;
}

function run(suffix: string, { program, args, files, output }: Call): Made {
  const cwd = mkdtempSync(join(tmpdir(), 'faultline-'));
  try {
    for (const [name, content] of files) {
      mkdirSync(dirname(join(cwd, name)), { recursive: true });
      writeFileSync(join(cwd, name), content);
    }
    const options = { cwd, encoding: 'utf8' } as const;
    const { status, stderr, error } = spawnSync(`${program}${suffix}`, args, options);
    if (error) throw error;
    if (status !== 0) return { kind: 'failed', stderr };
    return { kind: 'made', output: readFileSync(join(cwd, output)) };
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}
