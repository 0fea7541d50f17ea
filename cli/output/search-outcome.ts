import type { JobResult } from '../../jobs/run-job.ts';
import { EXIT, type ExitCode, usage } from '../exit.ts';
import { say } from './terminal.ts';

interface Searched {
  readonly runs: number;
  readonly interrupted: boolean;
}

/** Says on standard error how long the search took. */
export function sayElapsed(name: string, { runs }: Searched, seconds: number): void {
  const rate = seconds > 0 ? Math.round(runs / seconds) : 0;
  say(`${name}: ${runs} runs in ${seconds.toFixed(1)} s (${rate} runs/s)`);
}

/**
 * The exit code of a search: a hang or Ctrl-C goes before what was found, and a search without any
 * run has shown nothing, so it must not pass for a good one.
 */
export function exitOf<R extends Searched>(
  { answers, interrupted, failure }: JobResult<R>,
  broken: boolean,
): ExitCode {
  if (interrupted) {
    say('faultline: interrupted');
    return EXIT.interrupted;
  }
  if (failure) throw failure;
  if (answers.some(({ report }) => report.runs === 0)) {
    throw usage('the time was over before the first run was judged; give it more --seconds');
  }
  return broken ? EXIT.broken : EXIT.clean;
}
