import type { Format, Report } from '../format.ts';
import type { Block, Page } from '../page/page.ts';
import { pageOf } from '../page/report.ts';
import { type Verdict, verdictsOf } from '../page/verdict.ts';
import { pageMarkdown } from './markdown.ts';

/** The verdict and what it rests on, without the runs: for the page of a CI job. */
const summary: Format = {
  summary: 'A few lines of Markdown for the page of a CI job: the verdict, law by law.',
  extension: '.summary.md',
  render: (report, options) => pageMarkdown(shortPage(report), options),
};

export default summary;

/** The verdict of each subject and a table of what was found; a list stays as it is. */
function shortPage(report: Report): Page {
  const page = pageOf(report);
  const verdicts = verdictsOf(report);
  if (verdicts.length === 0) return page;
  // Several subjects have a heading in common, which comes first.
  const headings = page
    .filter((block) => block.kind === 'heading' && block.level === 1)
    .slice(-verdicts.length);
  return verdicts.flatMap((verdict, index) => [
    { ...(headings[index] as Block & { kind: 'heading' }), level: 2 },
    ...tableOf(verdict),
    { kind: 'paragraph', text: effortOf(verdict) },
  ]);
}

function tableOf({ findings }: Verdict): Block[] {
  if (findings.length === 0) return [];
  const rows = findings.map(({ finding, standing }) => [
    standing,
    finding.invariant,
    finding.known?.row ?? '',
    finding.excerpt?.at ?? '',
    finding.known?.summary ?? finding.found,
  ]);
  return [{ kind: 'table', head: ['', 'law', 'row', 'at', 'what'], rows }];
}

const effortOf = ({ effort, interrupted }: Verdict): string =>
  [
    ...effort.map(([label, value]) => `${label} ${value}`),
    ...(interrupted ? ['stopped early'] : []),
  ].join(', ') || 'not run again';
