import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { type Ended, ended, ROOT } from '../../jobs/testing/files.ts';

/** The real program, started; its counterexamples go to the folder of the test. */
export const start = (...args: string[]): ChildProcess => startWith({}, ...args);

/** The same with these variables in its environment. */
export const startWith = (
  environment: Readonly<Record<string, string>>,
  ...args: string[]
): ChildProcess =>
  spawn(process.execPath, [join(ROOT, 'cli/faultline.mjs'), ...args], {
    cwd: ROOT,
    env: {
      ...{ ...process.env, CI: '', NO_COLOR: '', FORCE_COLOR: '', GITHUB_STEP_SUMMARY: '' },
      ...environment,
    },
  });

/** Runs the real program to its end. */
export const faultline = (...args: string[]): Promise<Ended> => ended(start(...args));
