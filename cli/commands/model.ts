import { Command } from 'commander';
import { later } from '../later.ts';
import { FORMAT_DEFAULT, withCommonOptions } from '../options.ts';

/** `faultline model`: draws and exports the statechart. */
export const modelCommand = (): Command =>
  withCommonOptions(new Command('model'))
    .summary('draw the statechart of a fault, with what a search has reached of it')
    .description(
      'Draws the statechart that says what a page-fault handler may do. With --coverage ' +
        'each transition tells how often a saved check or gate took it, if it did.\n\n' +
        'svg      a picture, for light and dark pages ' +
        'mermaid  a diagram for Markdown ' +
        'dot      the input of Graphviz ' +
        'scxml    the exchange format of the W3C, with all conditions ' +
        'json     the configuration that createMachine of XState takes ' +
        "rv       automata for the kernel's runtime verification: a file each, of which " +
        '         tools/verification/ makes monitors; give a folder to --output',
    )
    .option(
      '--format <name>',
      `how to write it (default: as --output ends, else ${FORMAT_DEFAULT})`,
    )
    .option('--output <file>', 'write it there instead of to standard output')
    .option('--coverage <file>', 'a document that check or gate wrote: --json, or --report')
    .action(later(async () => (await import('../work/model.ts')).run));
