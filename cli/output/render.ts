import { entries } from '../../catalog.ts';
import type { Format, Report } from '../../reports/format.ts';
import { lookUp } from '../names.ts';
import { page, print } from './terminal.ts';

/** Prints a report: the JSON document or text for whoever reads standard output. */
export async function printReport(report: Report, json: boolean): Promise<void> {
  const format = await formatCalled(json ? 'json' : 'text');
  print(format.render(report, page()));
}

/** The format with this name in `reports/formats/`. */
export async function formatCalled(name: string): Promise<Format> {
  return lookUp('format', name, await entries<Format>('reports'));
}
