import { Argument, Command } from 'commander';
import { later } from '../later.ts';
import { KINDS, withCatalogueOptions } from '../options.ts';

/** `faultline list`: what the catalogue has. */
export const listCommand = (): Command =>
  withCatalogueOptions(new Command('list'))
    .summary('show what there is')
    .description('Shows the names that the other commands take, all kinds or one.')
    .addArgument(new Argument('[kind]', 'what to list').choices(KINDS))
    .action(later(async () => (await import('../work/list.ts')).run));
