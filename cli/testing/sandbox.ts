import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Ended, ended, FOLDER, ROOT } from '../../jobs/testing/files.ts';

/** How long a program may take in a sandbox, on a machine that is busy. */
const SECONDS_MAX = 180;
/** Memory that it may take: a search needs a third of it. */
const MEGABYTES_MAX = 1500;
/** Characters of a line of an error. */
const LINE_MAX = 800;
/** What every run may end with. */
const EXITS: readonly (number | null)[] = [0, 1, 2, 125];

/** What came of a program, and how much memory it took at most; 0 where nobody can tell. */
interface Outcome extends Ended {
  readonly megabytes: number;
}

/** A place of its own for hostile input: what is written beside it shows. */
export class Sandbox {
  /** Where the program runs. */
  readonly work: string;
  private readonly root: string;

  constructor(name: string) {
    this.root = join(FOLDER, name);
    this.work = join(this.root, 'work');
    for (const folder of ['work', 'home', 'tmp', 'outside']) {
      mkdirSync(join(this.root, folder), { recursive: true });
    }
    writeFileSync(join(this.root, 'outside', 'canary.c'), 'int canary;\n');
  }

  write(name: string, text: string): string {
    writeFileSync(join(this.work, name), text);
    return name;
  }

  /** What is wrong with how the program met this; empty if it kept all its promises. */
  async faults(...args: readonly string[]): Promise<string[]> {
    const outcome = await this.run(args);
    return [...faultsOf(outcome), ...this.traces()].map(
      (fault) => `${fault}\n${JSON.stringify(args)}\n${outcome.code}: ${outcome.stderr}`,
    );
  }

  private async run(args: readonly string[]): Promise<Outcome> {
    const child = spawn(process.execPath, [join(ROOT, 'cli/faultline.mjs'), ...args], {
      cwd: this.work,
      env: {
        PATH: process.env.PATH,
        HOME: join(this.root, 'home'),
        TMPDIR: join(this.root, 'tmp'),
        NO_COLOR: '1',
      },
      timeout: SECONDS_MAX * 1000,
      killSignal: 'SIGKILL',
    });
    child.stdin.end();
    let megabytes = 0;
    const looking = setInterval(() => {
      megabytes = Math.max(megabytes, peakOf(child.pid!));
    }, 100);
    const outcome = await ended(child);
    clearInterval(looking);
    return { ...outcome, megabytes };
  }

  /** What a run has left where it had no business. */
  private traces(): string[] {
    const { root } = this;
    const found = [
      ...readdirSync(root).filter((name) => !/^(?:work|home|tmp|outside)$/.test(name)),
      ...readdirSync(join(root, 'outside')).filter((name) => name !== 'canary.c'),
      // What Node keeps of our own modules.
      ...readdirSync(join(root, 'tmp')).filter((name) => name !== 'node-compile-cache'),
    ];
    const canary = join(root, 'outside', 'canary.c');
    const isWhole = existsSync(canary) && readFileSync(canary, 'utf8') === 'int canary;\n';
    return [...found.map((name) => `it left ${name}`), ...(isWhole ? [] : ['the canary is gone'])];
  }
}

/** The most memory that a process had, in megabytes. */
function peakOf(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024;
  } catch {
    // It has ended, or this system has no such files.
    return 0;
  }
}

/** A report on standard output says it itself. */
const NO_REASON = 'it says no reason';

/** Which promises an outcome breaks. */
function faultsOf({ code, stdout, stderr, megabytes }: Outcome): string[] {
  const lines = stderr.split('\n').filter((line) => line !== '');
  const isError = code === 2 || code === 125;
  const broken: readonly (readonly [boolean, string])[] = [
    [!EXITS.includes(code), `it ended with ${code}`],
    [isError && stdout === '' && !lines.some((one) => one.startsWith('faultline: ')), NO_REASON],
    [isError && stdout === '' && lines.length !== 1, 'it says more than one line'],
    [/harness is broken/.test(stderr), 'it says that the harness is broken'],
    [/^\s+at .*:\d+:\d+/m.test(stderr), 'it shows a stack'],
    [/(?![\n\t])\p{Cc}/u.test(stderr + stdout), 'it prints a control character'],
    [/^\s*::|##\[/m.test(stderr), 'it prints a command to a CI service'],
    [lines.some((line) => line.length > LINE_MAX), 'it prints a long line'],
    [megabytes > MEGABYTES_MAX, `it took ${Math.round(megabytes)} MB`],
  ];
  return broken.flatMap(([isIt, what]) => (isIt ? [what] : []));
}
