import { entries } from '../../catalog.ts';
import { lookUp } from '../../jobs/names.ts';
import type { Format, Report } from '../../reports/format.ts';
import { pageText, shortText } from '../../reports/formats/text.ts';
import { quietPage } from '../../reports/page/short.ts';
import { aboutDocument } from './about.ts';
import { showLong } from './pager.ts';
import { page, print, say } from './terminal.ts';

/** How much of an answer is printed, and in which form. */
export interface Detail {
  readonly json?: true;
  /** The verdict alone. */
  readonly quiet?: true;
  /** Everything that a report has. */
  readonly verbose?: true;
  /** A line a finding, as compilers write them. */
  readonly terse?: true;
  /** False with `--no-pager`. */
  readonly pager?: boolean;
}

/** Prints a report: one JSON document, or text for whoever reads standard output. */
export async function printReport(report: Report, detail: Detail): Promise<void> {
  if (detail.json || detail.terse) {
    const format = await formatCalled(detail.json ? 'json' : 'terse');
    const text = format.render(report, { ...page(), about: aboutDocument() });
    if (text !== '') print(text);
    return;
  }
  if (process.env.GITHUB_ACTIONS === 'true') {
    const annotations = await formatCalled('annotations');
    const text = annotations.render(report, { ...page(), about: aboutDocument() });
    if (text !== '') say(text.trimEnd());
  }
  if (detail.verbose) {
    const format = await formatCalled('text');
    showLong(format.render(report, page()), detail.pager !== false);
  } else {
    print(detail.quiet ? pageText(quietPage(report), page()) : shortText(report, page()));
  }
}

/** The format with this name in `reports/formats/`. */
export async function formatCalled(name: string): Promise<Format> {
  return lookUp('format', name, await entries<Format>('reports'));
}
