import { UnusableSubject } from '../../subject.ts';
import type { Toolchain } from './compiler.ts';

/** Where to look for a compiler: on this machine, or in the npm package. */
export type ToolchainName = keyof typeof TOOLCHAINS;

const TOOLCHAINS = {
  system: async () => (await import('./system.ts')).systemToolchain(),
  npm: async () => (await import('./npm.ts')).npmToolchain(),
} as const;

/** The names under which a compiler can be asked for. */
export const TOOLCHAIN_NAMES = Object.keys(TOOLCHAINS) as readonly ToolchainName[];

const NEEDED: Readonly<Record<ToolchainName, string>> = {
  system: 'clang and wasm-ld (14 or later), as in `apt-get install clang lld`',
  npm: 'the npm package @yowasp/clang',
};

const found = new Map<ToolchainName, Toolchain>();

/** The compiler that was asked for; else the one of this machine, else the one of npm. */
export async function toolchain(wanted?: ToolchainName): Promise<Toolchain> {
  const names = wanted === undefined ? TOOLCHAIN_NAMES : [wanted];
  for (const name of names) {
    const tools = found.get(name) ?? (await TOOLCHAINS[name]());
    if (!tools) continue;
    found.set(name, tools);
    return tools;
  }
  const needed = names.map((name) => NEEDED[name]).join(', or ');
  throw new UnusableSubject(`a subject in C needs ${needed}; not found`);
}
