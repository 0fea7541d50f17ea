import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What SPIN has found out about the model. */
export interface Verdict {
  /** The first error as SPIN words it, or null if there is none in the whole state space. */
  readonly error: string | null;
  readonly states: number;
  readonly transitions: number;
  /** Bytes that SPIN used for states, and for everything. */
  readonly bytesOfStates: number;
  readonly bytes: number;
}

/** How the model is checked. */
export interface SpinOptions {
  /** Without partial-order reduction. */
  readonly unreduced?: boolean;
}

const MODEL = join(import.meta.dirname, 'ttm.pml');
/** Steps of the longest path; the search says so if it needs more. */
const DEPTH_MAX = 200_000;

/**
 * Checks the model with these switches on: has SPIN write a checker in C, compiles and runs it.
 *
 * Throws if a program is missing, or if the search did not come to its end.
 */
export function spin(
  switches: readonly string[],
  { unreduced = false }: SpinOptions = {},
): Verdict {
  const folder = mkdtempSync(join(tmpdir(), 'faultline-spin-'));
  const run = (program: string, ...args: readonly string[]): string => {
    const { status, error, stdout, stderr } = spawnSync(program, args, {
      cwd: folder,
      encoding: 'utf8',
    });
    if (error) throw new Error(`${program} cannot be run (apt-get install spin gcc libc6-dev)`);
    if (status !== 0) throw new Error(`${program} ended with ${status}: ${stdout}${stderr}`);
    return stdout;
  };
  try {
    run('spin', '-a', ...switches.map((name) => `-D${name}`), MODEL);
    const reduction = unreduced ? ['-DNOREDUCE'] : [];
    run('gcc', '-O2', '-DSAFETY', ...reduction, '-o', 'pan', 'pan.c');
    return verdictOf(run('./pan', `-m${DEPTH_MAX}`));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const MEGABYTE = 2 ** 20;

function verdictOf(text: string): Verdict {
  const number = (pattern: RegExp): number => {
    const found = pattern.exec(text);
    if (!found) throw new Error(`SPIN said something else than ${pattern}: ${text}`);
    return Number(found[1]);
  };
  if (text.includes('max search depth too small')) throw new Error(`too deep for SPIN: ${text}`);
  const error = /^pan:1: (.+?) \(at depth/m.exec(text)?.[1] ?? null;
  if ((error !== null) !== number(/errors: (\d+)/) > 0) throw new Error(`which error? ${text}`);
  return {
    error,
    states: number(/(\d+) states, stored/),
    transitions: number(/(\d+) transitions/),
    bytesOfStates: number(/([\d.]+)\s+actual memory usage for states/) * MEGABYTE,
    bytes: number(/([\d.]+)\s+total actual memory usage/) * MEGABYTE,
  };
}
