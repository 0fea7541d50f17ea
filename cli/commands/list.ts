import { Argument, Command } from 'commander';
import type { ListReport } from '../../properties/answers/list-report.ts';
import { listReports } from '../../reports/format.ts';
import { type CatalogueOptions, withCatalogueOptions } from '../options.ts';
import { KINDS, type Kind, listOf } from '../output/listing.ts';
import { printReport } from '../output/render.ts';
import { useConfig } from '../subjects/config.ts';

/** `faultline list`: what the catalogue has. */
export const listCommand = (): Command =>
  withCatalogueOptions(new Command('list'))
    .summary('show what there is')
    .description('Shows the names that the other commands take, all kinds or one.')
    .addArgument(new Argument('[kind]', 'what to list').choices(KINDS))
    .action(run);

async function run(kind: Kind | undefined, options: CatalogueOptions): Promise<void> {
  await useConfig(options.config);
  const lists: ListReport[] = [];
  for (const each of kind === undefined ? KINDS : [kind]) lists.push(await listOf(each));
  await printReport(listReports(lists), options);
}
