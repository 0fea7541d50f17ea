import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Files } from '../front-end/sources.ts';
import type { Call, Made, Toolchain } from './compiler.ts';

/** Names of the same program: Debian's have the version in them. */
const SUFFIXES = ['', ...[22, 21, 20, 19, 18, 17, 16, 15, 14].map((version) => `-${version}`)];

/**
 * What a compiler that a text leads astray may take: a good file takes a second of its processor's
 * time, and 200 MB. By the clock it may be more, since the machine may be busy.
 */
const SECONDS_MAX = 60;
const CPU_SECONDS_MAX = 10;
const KILOBYTES_MAX = 1_000_000;
/** Where a shell cannot set the limits (not on Linux), time is still limited from here. */
const limited = (kilobytes: number): string =>
  `ulimit -v ${kilobytes} 2>/dev/null; ulimit -t ${CPU_SECONDS_MAX} 2>/dev/null; ` +
  'ulimit -c 0 2>/dev/null; exec "$0" "$@"';
const STDERR_MAX = 16 * 1024 * 1024;

const OVERLAY = 'overlay.json';

/** The compiler of this machine, if there is one with its linker. */
export function systemToolchain(): Toolchain | undefined {
  for (const suffix of SUFFIXES) {
    const { error, stdout } = spawnSync(`clang${suffix}`, ['--version'], { encoding: 'utf8' });
    if (error || spawnSync(`wasm-ld${suffix}`, ['--version']).error) continue;
    return { version: stdout.split('\n')[0]!, run: (call) => run(suffix, call) };
  }
  return undefined;
}

async function run(suffix: string, call: Call): Promise<Made> {
  const { program, args, files, output } = call;
  const cwd = realpathSync(mkdtempSync(join(tmpdir(), 'faultline-')));
  try {
    for (const [name, content] of files) {
      mkdirSync(dirname(join(cwd, name)), { recursive: true });
      writeFileSync(join(cwd, name), content);
    }
    // The assembler reads files without it, if it is told to: what it is given is checked before.
    const reads = args.includes('-S');
    if (reads) writeFileSync(join(cwd, OVERLAY), overlay(cwd, files));
    const overlaid = reads ? ['-ivfsoverlay', OVERLAY] : [];
    const failure = await ended(`${program}${suffix}`, [...overlaid, ...args], { ...call, cwd });
    if (failure !== null) return { kind: 'failed', stderr: failure };
    return { kind: 'made', output: readFileSync(join(cwd, output)) };
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

/** All that the compiler can see of the disk. */
const overlay = (cwd: string, files: Files): string =>
  JSON.stringify({
    version: 0,
    'case-sensitive': true,
    fallthrough: false,
    roots: [...files.keys()].map((name) => {
      const path = join(cwd, name);
      return { type: 'file', name: path, 'external-contents': path };
    }),
  });

/** What a program complains of, null if it is content; it is not waited for in this thread. */
function ended(
  program: string,
  args: readonly string[],
  { cwd, secondsMax = SECONDS_MAX, kilobytesMax = KILOBYTES_MAX }: Call & { cwd: string },
): Promise<string | null> {
  const limits = {
    timeout: secondsMax * 1000,
    killSignal: 'SIGKILL',
    maxBuffer: STDERR_MAX,
  } as const;
  return new Promise((resolve, reject) => {
    execFile(
      '/bin/sh',
      ['-c', limited(kilobytesMax), program, ...args],
      { cwd, ...limits },
      (error, _, stderr) => {
        if (error === null) resolve(null);
        else if (error.killed)
          resolve(`error: ${program} was stopped: it took over ${secondsMax} s`);
        else if (typeof error.code === 'number') resolve(stderr);
        else if (error.signal) resolve(`error: ${program} was ended by ${error.signal}`);
        else reject(error);
      },
    );
  });
}
