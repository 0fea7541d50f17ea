import { Command } from 'commander';
import { later } from '../later.ts';
import { RUNS_OF_A_MUTANT, runs, SEED_DEFAULT, seed, workers } from '../numbers.ts';
import { GROUPS, withDetailOptions, withSubjectOptions } from '../options.ts';

/** `faultline mutate`: which small changes of a subject would the gate let pass? */
export const mutateCommand = (): Command =>
  withDetailOptions(withSubjectOptions(new Command('mutate')))
    .summary('say how many small changes of a C file the gate would notice')
    .description(
      'Makes every small change of a C file that mutation testing knows (a call dropped, doubled or ' +
        'moved over its neighbour, a condition negated, a flag dropped, a result exchanged …), and ' +
        'gates each against the original: killed by which law, shown equivalent, or survived. With ' +
        "--handler the driver's file is changed. It takes minutes.",
    )
    .argument('<file.c>', 'what is changed')
    .optionsGroup(GROUPS.subject)
    .option('--handler <file.c[:function]>', "a driver's own handler, on helpers in a C file")
    .optionsGroup(GROUPS.search)
    .option(
      '--runs <n>',
      `sampled runs (default: ${RUNS_OF_A_MUTANT}, and more where no law breaks)`,
      runs,
    )
    .option('--seed <n>', `where chance starts (default: ${SEED_DEFAULT})`, seed, SEED_DEFAULT)
    .option('--only <text>', 'only mutants whose function or kind of change has this in its name')
    .optionsGroup(GROUPS.work)
    .option('--workers <n>', 'mutants at a time (default: as many as there are cores)', workers)
    .option('--resume <file>', 'what --json wrote before: its mutants are not judged again')
    .optionsGroup(GROUPS.output)
    .option('--report <dir>', 'write mutate.html, .md, .json, .txt … there')
    .action(later(async () => (await import('../work/mutate.ts')).run));
