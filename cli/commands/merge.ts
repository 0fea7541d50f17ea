import { Command } from 'commander';
import { later } from '../later.ts';
import { GROUPS, OUT_DEFAULT, withCommonOptions, withDetailOptions } from '../options.ts';

/** `faultline merge`: one answer from the shards of a command. */
export const mergeCommand = (): Command =>
  withDetailOptions(withCommonOptions(new Command('merge')))
    .summary('one answer from the shards of a command')
    .description(
      'Puts together what `check`, `gate` or `explore` with --shard wrote, and answers as the ' +
        'command would have done in one piece, with its exit codes. Every shard has to be there ' +
        'once, and the files of the subjects as they were.',
    )
    .argument('<files...>', 'the documents of all shards, in any order')
    .option('--trust-typescript', 'run TypeScript that the documents name')
    .optionsGroup(GROUPS.output)
    .option('--out <dir>', 'where counterexamples are written', OUT_DEFAULT)
    .option('--report <dir>', 'write the reports of the whole there')
    .action(later(async () => (await import('../work/merge.ts')).merge));
