import { basename, dirname } from 'node:path';
import { CHECK_SCHEMA, CHECKS_SCHEMA } from '../../properties/answers/check-report.ts';
import {
  COUNTEREXAMPLE_SCHEMA,
  type Counterexample,
} from '../../properties/answers/counterexample.ts';
import { EXPLORE_SCHEMA, EXPLORES_SCHEMA } from '../../properties/answers/explore-report.ts';
import { GATE_SCHEMA } from '../../properties/answers/gate-report.ts';
import { LIST_SCHEMA, LISTS_SCHEMA } from '../../properties/answers/list-report.ts';
import { REPLAY_SCHEMA } from '../../properties/answers/replay-report.ts';
import type { ChartPicture, Report } from '../../reports/format.ts';
import { verdictsOf } from '../../reports/page/verdict.ts';
import { replayCommand } from '../documents/counterexample-files.ts';
import { readDocument } from '../documents/document-input.ts';
import { usage } from '../exit.ts';
import type { CommonOptions } from '../options.ts';
import { aboutDocument } from '../output/about.ts';
import { writeAll } from '../output/folder.ts';
import { formatCalled } from '../output/render.ts';
import { sourceTexts } from '../output/source-texts.ts';
import { print, page as terminalPage } from '../output/terminal.ts';

interface ReportOptions extends CommonOptions {
  readonly format?: string;
  readonly mail?: true;
  readonly kunit?: true;
  readonly vitest?: true;
  readonly html?: string;
}

const DOCUMENTS = [
  ...[CHECK_SCHEMA, CHECKS_SCHEMA, EXPLORE_SCHEMA, EXPLORES_SCHEMA, GATE_SCHEMA, REPLAY_SCHEMA],
  ...[COUNTEREXAMPLE_SCHEMA, LIST_SCHEMA, LISTS_SCHEMA],
] as const;

/** Does `faultline report`. */
export async function run(path: string, options: ReportOptions): Promise<void> {
  const name = formatName(options);
  const format = await formatCalled(name);
  const document = withCommand(path, readDocument<Report | Counterexample>(path, DOCUMENTS));
  const isTest = name === 'kunit' || name === 'vitest';
  if (isTest && verdictsOf(document).every(({ findings }) => findings.length === 0)) {
    throw usage(`${path}: expected a document with a finding to make a test of, found none`);
  }
  const known = aboutDocument();
  const page =
    name === 'html'
      ? {
          chart: await chartIn(document),
          texts: sourceTexts(document, known.sources ?? new Map()),
        }
      : {};
  const about = { ...known, ...page };
  const text = format.render(document, { ...terminalPage(), about });
  if (options.html === undefined) print(text);
  else writeAll(dirname(options.html), new Map([[basename(options.html), text]]));
}

/** The statechart for the page; with it comes Graphviz, as WebAssembly. */
async function chartIn(document: Report): Promise<ChartPicture> {
  const { chartPicture } = await import('../output/chart-picture.ts');
  return chartPicture(document);
}

function formatName({ format, mail, kunit, vitest, html, json }: ReportOptions): string {
  const asked = [
    format,
    mail && 'mail',
    kunit && 'kunit',
    vitest && 'vitest',
    html === undefined ? undefined : 'html',
    json && 'json',
  ].filter((name) => name !== undefined);
  if (asked.length > 1) throw usage(`expected one format, found ${asked.join(' and ')}`);
  return asked[0] ?? 'text';
}

/** A counterexample does not say how it is replayed, which depends on where its file is. */
const withCommand = (path: string, document: Report | Counterexample): Report =>
  document.schema === COUNTEREXAMPLE_SCHEMA
    ? { ...document, finding: { ...document.finding, replay: replayCommand(path) } }
    : document;
