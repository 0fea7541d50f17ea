import { spawnSync } from 'node:child_process';
import { UnusableSubject } from '../subject.ts';

/** A C compiler that can make wasm32, with its linker. */
export interface Toolchain {
  readonly clang: string;
  readonly linker: string;
  /** First line of what it says about itself. */
  readonly version: string;
}

/** Names of the same program: Debian's have the version in them. */
const SUFFIXES = ['', ...[22, 21, 20, 19, 18, 17, 16, 15, 14].map((version) => `-${version}`)];

let found: Toolchain | undefined;

/** The compiler of this machine; a subject in C cannot be judged without one. */
export function systemToolchain(): Toolchain {
  found ??= search();
  return found;
}

function search(): Toolchain {
  for (const suffix of SUFFIXES) {
    const [clang, linker] = [`clang${suffix}`, `wasm-ld${suffix}`];
    const { error, stdout } = spawnSync(clang, ['--version'], { encoding: 'utf8' });
    if (error || spawnSync(linker, ['--version']).error) continue;
    return { clang, linker, version: stdout.split('\n')[0]! };
  }
  throw new UnusableSubject(
    'a subject in C needs clang and wasm-ld (14 or later): apt-get install clang lld',
  );
}
