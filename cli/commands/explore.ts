import { Command } from 'commander';
import { later } from '../later.ts';
import { preemptions, seconds, transitions } from '../numbers.ts';
import { GROUPS, OUT_DEFAULT, withDividedOptions, withSubjectOptions } from '../options.ts';

/** `faultline explore`: visits every interleaving of small worlds. */
export const exploreCommand = (): Command =>
  withDividedOptions(withSubjectOptions(new Command('explore')))
    .summary('visit every interleaving of small worlds')
    .description(
      'Visits every interleaving of litmus worlds (see `faultline list worlds`), and shows each ' +
        'broken law in a run with the fewest preemptions. Where nothing is broken, nothing can be: ' +
        'not in these worlds, whatever the schedule.',
    )
    .argument(
      '[subjects...]',
      'what to explore; all versions if there is none; with --open also a counterexample',
    )
    .optionsGroup(GROUPS.subject)
    .option('--handler <file.c[:function]>', "a driver's own handler, on helpers in a C file")
    .optionsGroup(GROUPS.search)
    .option('--world <name>', 'only this world; may be given several times', collect, [])
    .option('--failures', 'let each call fail that can, as a choice like any other')
    .option('--preemptions <n>', 'only runs with so many preemptions at most', preemptions)
    .option('--seconds <s>', 'stop exploring a subject after this time', seconds)
    .option('--transitions <n>', 'a world with more is too large (default: 5000000)', transitions)
    .optionsGroup(GROUPS.output)
    .option('--out <dir>', 'where counterexamples are written', OUT_DEFAULT)
    .option('--report <dir>', 'write explore.html, .md, .json, .txt, .junit.xml and .sarif there')
    .optionsGroup(GROUPS.own)
    .option(
      '--open',
      'explore nothing: write a page in which you take the steps (OUT/explorer.html)',
    )
    .action(later(async () => (await import('../work/explore.ts')).run));

const collect = (name: string, before: readonly string[]): string[] => [...before, name];
