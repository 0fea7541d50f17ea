import type { ListReport } from '../../properties/answers/list-report.ts';
import { listReports } from '../../reports/format.ts';
import { type CatalogueOptions, KINDS, type Kind } from '../options.ts';
import { listOf } from '../output/listing.ts';
import { printReport } from '../output/render.ts';
import { useConfig } from '../subjects/config.ts';

/** Does `faultline list`. */
export async function run(kind: Kind | undefined, options: CatalogueOptions): Promise<void> {
  await useConfig(options.config);
  const lists: ListReport[] = [];
  for (const each of kind === undefined ? KINDS : [kind]) lists.push(await listOf(each));
  await printReport(listReports(lists), options);
}
