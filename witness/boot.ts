import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cpio } from './cpio.ts';
import { encode, type Play } from './job.ts';
import { decode, type RealRun } from './log.ts';

/**
 * Starts the kernel as a process of this machine, with nothing but an initramfs: the agent, the
 * module and the jobs. It has no network and no folder of the host.
 */

/** What is started: the kernel, the agent, and the module with the subject in it. */
export interface Guest {
  readonly linux: string;
  readonly agent: string;
  readonly module: string;
}

/** Limits of one boot. */
export interface BootLimits {
  /** Jobs of one boot; a fresh one takes the next. */
  readonly jobs: number;
  /** Silence after which a kernel counts as hung, in milliseconds. */
  readonly silenceMs: number;
}

const LIMITS: BootLimits = { jobs: 2000, silenceMs: 20_000 };
const MEMORY = '256M';
/** Bytes of console that are kept. */
const CONSOLE_MAX = 4_000_000;
const FILE = 0o100755;
const FOLDER = 0o040755;
const NODE = 0o020600;

/** What one boot gave: answers by the number of the job, and the console. */
interface Booted {
  readonly answers: ReadonlyMap<number, RealRun>;
  readonly console: string;
}

/**
 * Plays all of these runs on a real kernel, in the order in which they are given.
 *
 * A run that leaves the kernel in a state in which no other can begin, or brings it down, is
 * answered as what it is, and a fresh kernel goes on with the next one.
 */
export async function play(
  guest: Guest,
  plays: readonly Play[],
  limits: BootLimits = LIMITS,
): Promise<readonly RealRun[]> {
  const runs: RealRun[] = [];
  while (runs.length < plays.length) {
    const first = runs.length;
    const some = plays.slice(first, first + limits.jobs);
    const { answers, console } = await boot(guest, some, limits);
    const said = byRun(console);
    let id = 0;
    for (; answers.has(id); id += 1)
      runs.push({ ...answers.get(id)!, console: said.get(id) ?? [] });
    if (id === some.length || answers.size > 0) continue;
    if (!said.has(0)) throw new Error(`the kernel does not start: ${lastLines(console)}`);
    runs.push(crashed(said.get(0)!));
  }
  return runs;
}

const lastLines = (console: string): string => console.trim().split('\n').slice(-5).join(' | ');

const crashed = (console: readonly string[]): RealRun => ({
  outcome: 'crashed',
  step: 0,
  task: -1,
  pending: '',
  events: [],
  stuck: [],
  left: [],
  console,
});

/** The console, divided at the lines by which the module says that a run begins. */
function byRun(console: string): ReadonlyMap<number, readonly string[]> {
  const runs = new Map<number, string[]>();
  let lines: string[] = [];
  for (const line of console.split(/\r?\n/)) {
    const begins = /faultline: run (\d+)$/.exec(line);
    if (begins) {
      lines = [];
      runs.set(Number(begins[1]), lines);
    } else if (line.trim() !== '' && !/reboot: /.test(line)) lines.push(line.trimEnd());
  }
  return runs;
}

function initramfs({ agent, module }: Guest, jobs: readonly Uint8Array[]): Uint8Array {
  const none = new Uint8Array();
  return cpio([
    { name: 'dev', mode: FOLDER, data: none },
    { name: 'dev/console', mode: NODE, data: none, device: [5, 1] },
    { name: 'init', mode: FILE, data: readFileSync(agent) },
    { name: 'witness.ko', mode: FILE, data: readFileSync(module) },
    { name: 'jobs', mode: FILE, data: Buffer.concat(jobs) },
  ]);
}

async function boot(
  guest: Guest,
  plays: readonly Play[],
  { silenceMs }: BootLimits,
): Promise<Booted> {
  const scratch = mkdtempSync(join(tmpdir(), 'faultline-witness-'));
  try {
    const image = join(scratch, 'initramfs');
    writeFileSync(image, initramfs(guest, plays.map(encode)));
    return await run(guest, { scratch, image, silenceMs, playOf: (id) => plays[id]! });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

interface Start {
  readonly scratch: string;
  readonly image: string;
  readonly silenceMs: number;
  readonly playOf: (id: number) => Play;
}

function run(guest: Guest, { scratch, image, silenceMs, playOf }: Start): Promise<Booted> {
  return new Promise((resolve, reject) => {
    const child = spawn(guest.linux, argumentsOf(image, scratch), {
      cwd: scratch,
      env: { PATH: process.env.PATH ?? '', HOME: scratch, TMPDIR: scratch },
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
      detached: true,
    });
    const answers = new Map<number, RealRun>();
    let console = '';
    let bytes: Uint8Array = new Uint8Array();
    let failure: unknown;
    const stop = (): void => {
      try {
        process.kill(-child.pid!, 'SIGKILL');
      } catch {
        // It has gone by itself.
      }
    };
    let timer = setTimeout(stop, silenceMs);
    const heard = (): void => {
      clearTimeout(timer);
      timer = setTimeout(stop, silenceMs);
    };
    const printed = (chunk: Buffer): void => {
      heard();
      if (console.length < CONSOLE_MAX) console += chunk.toString('latin1');
    };
    child.stdout!.on('data', printed);
    child.stderr!.on('data', printed);
    (child.stdio[3] as NodeJS.ReadableStream).on('data', (chunk: Buffer) => {
      heard();
      bytes = joined(bytes, chunk);
      try {
        bytes = takeIn(bytes, answers, playOf);
      } catch (error) {
        failure = error;
        stop();
      }
    });
    child.on('error', reject);
    child.on('close', () => {
      clearTimeout(timer);
      stop();
      if (failure) reject(failure);
      else resolve({ answers, console });
    });
  });
}

/** Both in memory of their own, as words have to begin at the beginning. */
function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

/** Reads the answers that are whole; what is left of the bytes. */
function takeIn(
  bytes: Uint8Array,
  answers: Map<number, RealRun>,
  playOf: (id: number) => Play,
): Uint8Array {
  let at = 0;
  for (;;) {
    const next = decode(bytes, at, playOf);
    if (!next) return bytes.subarray(at);
    answers.set(next.id, next.run);
    at += next.bytes;
  }
}

const argumentsOf = (image: string, scratch: string): string[] => [
  ...[`mem=${MEMORY}`, `initrd=${image}`, `uml_dir=${scratch}/`, 'umid=witness'],
  ...['con=null', 'con0=null,fd:1', 'ssl=null', 'ssl0=null,fd:3', 'console=tty0'],
  ...['panic=-1', 'quiet', 'loglevel=7', 'kunit.enable=0'],
];

/** Whether there is something to start. */
export const isThere = ({ linux, agent, module }: Guest): boolean =>
  [linux, agent, module].every((path) => existsSync(path));
