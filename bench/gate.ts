import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { figure, median, type Row, type Topic } from './row.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const COMMAND = 'cli/faultline.mjs';

interface Candidacy {
  readonly candidate: string;
  readonly baseline: string;
  /** What the gate has to answer: 0 for safe, 1 for a regression. */
  readonly exit: number;
}

/** The posted patch has a regression of its own (domain.md §6 B1): the gate must say so. */
const POSTED: Candidacy = { candidate: 'rfc', baseline: 'v5.3', exit: 1 };
/** The kernel's own files, where `.ci/kernel-files` puts them; without them, ours. */
const KERNEL_FILES: Candidacy = {
  candidate: 'reports/out/kernel/6.12/ttm_bo_vm.c',
  baseline: 'reports/out/kernel/6.1/ttm_bo_vm.c',
  exit: 0,
};
const OUR_FILES: Candidacy = {
  candidate: 'impl/c/subjects/v5.10.c',
  baseline: 'impl/c/subjects/v5.5.c',
  exit: 1,
};

/** What of the compiling is still to be done when the command is typed. */
type State = 'in TypeScript' | 'compiled before' | 'compiled by clang' | 'compiled by npm';

interface Case {
  readonly files: Candidacy;
  readonly state: State;
  readonly aimSeconds: number;
}

function seconds({ files: { candidate, baseline, exit }, state }: Case): number {
  // Compiled subjects are kept below the home folder; the compiler is found along the path.
  const home = mkdtempSync(join(tmpdir(), 'faultline-bench-'));
  const env = {
    ...process.env,
    ...(state.startsWith('compiled by') ? { HOME: home } : {}),
    ...(state === 'compiled by npm' ? { PATH: '' } : {}),
  };
  const args = [COMMAND, 'gate', candidate, '--baseline', baseline];
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, {
    cwd: ROOT,
    encoding: 'utf8',
    env,
  });
  const wall = (performance.now() - start) / 1000;
  rmSync(home, { recursive: true, force: true });
  if (status !== exit) throw new Error(`the gate ended with ${status}: ${stderr}`);
  return wall;
}

function rowOf(one: Case, times: number): Row {
  const { files, state, aimSeconds } = one;
  // What is compiled before has to be compiled once.
  if (state === 'compiled before') seconds(one);
  const walls = Array.from({ length: times }, () => seconds(one));
  const wall = median(walls);
  return {
    what: `\`gate ${files.candidate} --baseline ${files.baseline}\`, ${state}`,
    ours: walls.map((each) => figure(each)).join(', '),
    theirs: '',
    measured: `${figure(wall)} s`,
    aim: `≤ ${aimSeconds} s`,
    reached: wall <= aimSeconds,
  };
}

const topic: Topic = {
  title: 'The gate',
  note:
    'Wall time of the whole command as a user types it, process start to exit. C is compiled ' +
    'before (its wasm is kept), or in the measured time: by clang of this machine, or by the npm ' +
    'package.',
  async measure({ quick }) {
    const c = existsSync(join(ROOT, KERNEL_FILES.candidate)) ? KERNEL_FILES : OUR_FILES;
    const cases: Case[] = [
      { files: POSTED, state: 'in TypeScript', aimSeconds: 10 },
      { files: c, state: 'compiled before', aimSeconds: 3 },
      { files: c, state: 'compiled by clang', aimSeconds: 3 },
      { files: c, state: 'compiled by npm', aimSeconds: 12 },
    ];
    return cases.map((one) => rowOf(one, quick ? 1 : 5));
  },
};

export default topic;
