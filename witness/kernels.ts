import { type SpawnOptions, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  globSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { availableParallelism } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import type { Guest } from './boot.ts';

/**
 * Kernels for the witness: built from the distribution's source packages, kept by content.
 *
 * Nothing is downloaded here: the packages have to be installed.
 */

/** What is missing on this machine, and what to do about it. */
export class KernelMissing extends Error {}

/** The subject cannot be built for a kernel: the compiler's first complaint. */
export class ModuleRefused extends Error {}

/** A kernel that could be a witness. */
export interface KernelEntry {
  /** `6.12` */
  readonly version: string;
  /** Debian's package with its source. */
  readonly package: string;
  readonly installed: boolean;
  /** `6.12.117` once it has been built, else null. */
  readonly release: string | null;
}

/** A kernel that is there. */
export interface Kernel {
  readonly version: string;
  readonly release: string;
  /** Where it was built. */
  readonly folder: string;
}

/** Versions whose subjects the module can be built with. */
const VERSIONS = ['6.1', '6.12'];
const SOURCES = '/usr/src';
const OWN = join(import.meta.dirname, 'kernel');
const TOOLS: readonly (readonly [program: string, packageName: string])[] = [
  ...([
    ['make', 'make'],
    ['gcc', 'gcc'],
    ['flex', 'flex'],
    ['bison', 'bison'],
  ] as const),
  ...([
    ['bc', 'bc'],
    ['tar', 'tar'],
    ['xz', 'xz-utils'],
  ] as const),
];

const tarball = (version: string): string => join(SOURCES, `linux-source-${version}.tar.xz`);
const packageOf = (version: string): string => `linux-source-${version}`;

/** Says what a long step is doing. */
export type Told = (line: string) => void;

/** Every kernel that is known, and how far it is there. */
export const kernels = (cache: string): KernelEntry[] =>
  VERSIONS.map((version) => ({
    version,
    package: packageOf(version),
    installed: existsSync(tarball(version)),
    release: built(version, cache)?.release ?? null,
  }));

/** The kernel of this version, built; throws KernelMissing with what to install or to run. */
export function kernel(version: string, cache: string): Kernel {
  assertVersion(version);
  const found = built(version, cache);
  if (found) return found;
  assertInstalled(version);
  throw new KernelMissing(
    `the kernel ${version} is not built yet: run \`faultline kernels --build ${version}\``,
  );
}

function assertVersion(version: string): void {
  if (VERSIONS.includes(version)) return;
  throw new KernelMissing(`no kernel ${version} is known; there are ${VERSIONS.join(', ')}`);
}

/**
 * The room in which user mode Linux keeps the vector registers of a process, in bytes: 2,696 as the
 * kernel has it, until v6.13 asks the host. A host gives back only all of them (xstateregs_set(),
 * EFAULT), and one with AMX has 11,008 bytes.
 */
const REGISTERS = {
  file: 'arch/x86/um/user-offsets.c',
  found: 'DEFINE_LONGS(HOST_FP_SIZE, 2696)',
  wanted: 'DEFINE_LONGS(HOST_FP_SIZE, 12288)',
};

/** Throws KernelMissing unless everything is installed that building takes. */
function assertInstalled(version: string): void {
  const missing = TOOLS.filter(([program]) => !onPath(program)).map(([, name]) => name);
  if (!existsSync(tarball(version))) missing.unshift(packageOf(version));
  if (globSync('/usr/lib/{,*/}libc.a').length === 0) missing.push('libc6-dev');
  if (missing.length === 0) return;
  throw new KernelMissing(
    `the kernel ${version} cannot be built here: install ${missing.join(' ')}`,
  );
}

const onPath = (program: string): boolean =>
  (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));

/** What a kernel is made of beside its source: another recipe makes another kernel. */
function keyOf(version: string): string {
  const { size, mtimeMs } = statSync(tarball(version));
  const hash = createHash('sha256').update(
    `${size} ${Math.floor(mtimeMs / 1000)} ${REGISTERS.wanted}`,
  );
  for (const file of ['options', 'exports.c', 'Kconfig']) {
    hash.update(readFileSync(join(OWN, file)));
  }
  return hash.digest('hex').slice(0, 12);
}

const folderOf = (version: string, cache: string): string =>
  join(cache, `${version}-${keyOf(version)}`);

function built(version: string, cache: string): Kernel | undefined {
  if (!existsSync(tarball(version))) return undefined;
  const folder = folderOf(version, cache);
  const release = join(folder, 'release');
  if (!existsSync(release)) return undefined;
  return { version, release: readFileSync(release, 'utf8').trim(), folder };
}

/** Builds the kernel of this version unless it is there. */
export async function buildKernel(version: string, cache: string, told: Told): Promise<Kernel> {
  assertVersion(version);
  const found = built(version, cache);
  if (found) return found;
  assertInstalled(version);
  const folder = folderOf(version, cache);
  const [tree, build] = [join(folder, 'tree'), join(folder, 'build')];
  if (!existsSync(tree)) await unpack(version, { folder, tree, told });
  mkdirSync(build, { recursive: true });
  const make = ['ARCH=um', `O=${build}`];
  told('configuring');
  const options = join(OWN, 'options');
  await run('make', ['-C', tree, ...make, 'allnoconfig', `KCONFIG_ALLCONFIG=${options}`]);
  told('compiling, which takes some minutes');
  await run('make', ['-C', tree, ...make, `-j${workers()}`, 'linux', 'modules']);
  const release = await run('make', ['-s', '-C', tree, ...make, 'kernelrelease']);
  writeFileSync(join(folder, 'release'), `${release.trim().split('\n').at(-1)}\n`);
  return built(version, cache)!;
}

const workers = (): number => availableParallelism();

async function unpack(
  version: string,
  { folder, tree, told }: { folder: string; tree: string; told: Told },
): Promise<void> {
  told(`unpacking ${tarball(version)}`);
  const draft = join(folder, 'unpacking');
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  await run('tar', ['-C', draft, '--strip-components=1', '-xf', tarball(version)]);
  const drm = join(draft, 'drivers/gpu/drm');
  copyFileSync(join(OWN, 'exports.c'), join(drm, 'ttm/faultline-exports.c'));
  append(join(drm, 'ttm/Makefile'), 'obj-y += faultline-exports.o\n');
  append(join(drm, 'Kconfig'), readFileSync(join(OWN, 'Kconfig'), 'utf8'));
  const registers = join(draft, REGISTERS.file);
  const text = readFileSync(registers, 'utf8');
  writeFileSync(registers, text.replace(REGISTERS.found, REGISTERS.wanted));
  renameSync(draft, tree);
}

const append = (path: string, text: string): void =>
  writeFileSync(path, `${readFileSync(path, 'utf8')}\n${text}`);

/** The guest's program; kept by content. */
async function agentOf({ folder }: Kernel): Promise<string> {
  const hash = createHash('sha256');
  for (const file of ['agent.c', 'protocol.h']) hash.update(readFileSync(join(OWN, file)));
  const agent = join(folder, `agent-${hash.digest('hex').slice(0, 12)}`);
  if (existsSync(agent)) return agent;
  await run('gcc', ['-static', '-Os', '-o', agent, join(OWN, 'agent.c')]);
  return agent;
}

/** A subject as it is compiled into the module: its text, and headers that lie beside it. */
export interface ModuleSource {
  readonly path: string;
  readonly text: string;
  readonly headers: ReadonlyMap<string, string>;
}

/** The guest that runs this subject on this kernel; the module is kept by content. */
export async function guestOf(kernel: Kernel, source: ModuleSource): Promise<Guest> {
  const { folder } = kernel;
  const kept = join(folder, 'modules', `${digest(source)}.ko`);
  if (!existsSync(kept)) {
    await locked(join(folder, 'module.lock'), () => buildModule(kernel, source, kept));
  }
  return { linux: join(folder, 'build/linux'), agent: await agentOf(kernel), module: kept };
}

const ownFiles = (): string[] =>
  readdirSync(OWN)
    .filter((file) => /\.[ch]$|^Kbuild$/.test(file))
    .sort();

function digest({ text, headers }: ModuleSource): string {
  const hash = createHash('sha256').update(JSON.stringify([text, ...headers]));
  for (const file of ownFiles()) hash.update(readFileSync(join(OWN, file)));
  return hash.digest('hex').slice(0, 24);
}

/** One folder for every subject, so that only what is new is compiled. */
async function buildModule(
  { folder }: Kernel,
  { path, text, headers }: ModuleSource,
  kept: string,
): Promise<void> {
  const work = join(folder, 'module');
  for (const file of ownFiles()) write(join(work, file), readFileSync(join(OWN, file), 'utf8'));
  rmSync(join(work, 'subject'), { recursive: true, force: true });
  write(join(work, 'subject/ttm_bo_vm.c'), `#line 1 ${JSON.stringify(path)}\n${text}`);
  for (const [place, header] of headers) write(join(work, 'subject', place), header);
  const build = join(folder, 'build');
  try {
    await run('make', ['-C', build, 'ARCH=um', `M=${work}`, 'modules']);
  } catch (error) {
    throw new ModuleRefused(firstError(String(error)));
  }
  mkdirSync(dirname(kept), { recursive: true });
  copyFileSync(join(work, 'witness.ko'), kept);
}

/** Writes a file unless it says that already: make looks at the time. */
function write(path: string, text: string): void {
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

const firstError = (said: string): string =>
  said.split('\n').find((line) => /\berror: |undefined!|ERROR: /.test(line)) ??
  said.trim().split('\n').at(-1)!;

/** One at a time: a folder is made by one process only. */
async function locked(path: string, work: () => Promise<void>): Promise<void> {
  const stale = 10 * 60_000;
  for (;;) {
    try {
      mkdirSync(path);
      break;
    } catch {
      const age = existsSync(path) ? Date.now() - statSync(path).mtimeMs : 0;
      if (age > stale) rmSync(path, { recursive: true, force: true });
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
  try {
    await work();
  } finally {
    rmSync(path, { recursive: true, force: true });
  }
}

/** What a program printed; throws with that if it fails. */
function run(program: string, args: readonly string[], options: SpawnOptions = {}) {
  return new Promise<string>((resolve, reject) => {
    const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    const hear = (chunk: Buffer): void => {
      said = (said + chunk.toString()).slice(-200_000);
    };
    child.stdout!.on('data', hear);
    child.stderr!.on('data', hear);
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(said);
      else reject(new Error(said));
    });
  });
}
