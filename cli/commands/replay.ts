import { Command } from 'commander';
import { later } from '../later.ts';
import { withSubjectOptions } from '../options.ts';

/** `faultline replay`: shows a counterexample again. */
export const replayCommand = (): Command =>
  withSubjectOptions(new Command('replay'))
    .summary('show a counterexample again')
    .description(
      'Runs the world and the schedule of a counterexample again: step by step, and where the ' +
        'subject takes other steps by what they mean (until the task has done this primitive on ' +
        'this object with this outcome). Exit code 1 if it is reproduced, 0 if the law holds now, ' +
        '2 if the run went another way or the path no longer exists.',
    )
    .argument('<file>', 'a counterexample, as `check` and `gate` write them')
    .option('--subject <subject>', 'run another subject than the one of the file')
    .option('--kernel <version>', 'on a real Linux: `faultline kernels` lists them')
    .action(later(async () => (await import('../work/replay.ts')).replay));
