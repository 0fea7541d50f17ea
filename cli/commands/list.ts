import { Argument, Command } from 'commander';
import { type ListReport, listReports } from '../../reports/format.ts';
import { KINDS, type Kind, listOf } from '../listing.ts';
import { type CommonOptions, withCommonOptions } from '../options.ts';
import { printReport } from '../render.ts';

/** `faultline list`: what the catalogue has. */
export const listCommand = (): Command =>
  withCommonOptions(new Command('list'))
    .summary('show what there is')
    .description('Shows the names that the other commands take, all kinds or one.')
    .addArgument(new Argument('[kind]', 'what to list').choices(KINDS))
    .action(run);

async function run(kind: Kind | undefined, options: CommonOptions): Promise<void> {
  const lists: ListReport[] = [];
  for (const each of kind === undefined ? KINDS : [kind]) lists.push(await listOf(each));
  await printReport(listReports(lists), options.json === true);
}
