import { Command } from 'commander';
import { later } from '../later.ts';
import { withCommonOptions } from '../options.ts';

/** `faultline report`: shows a saved document again, in any format. */
export const reportCommand = (): Command =>
  withCommonOptions(new Command('report'))
    .summary('show a saved document again, in any format')
    .description(
      'Renders a document that --json, --report or --out wrote. Nothing is run again, and the ' +
        'exit code says nothing about what is in it: 0 if it could be shown.',
    )
    .argument('<file>', 'a document of check, explore, gate, replay or list; a counterexample')
    .option(
      '--format <name>',
      'text, markdown, summary, json, junit, sarif, mail, kunit, vitest or html',
    )
    .option('--mail', 'a plain-text reply for a mailing list (--format mail)')
    .option('--vitest', 'a test of vitest for each finding (--format vitest)')
    .option('--kunit', 'a KUnit test in C for the same case (--format kunit)')
    .option('--html <file>', 'writes one HTML page that needs no network (--format html)')
    .action(later(async () => (await import('../work/report.ts')).run));
