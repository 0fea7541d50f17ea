import { basename, dirname } from 'node:path';
import { Command } from 'commander';
import { CHECK_SCHEMA, CHECKS_SCHEMA } from '../../properties/answers/check-report.ts';
import {
  COUNTEREXAMPLE_SCHEMA,
  type Counterexample,
} from '../../properties/answers/counterexample.ts';
import { EXPLORE_SCHEMA, EXPLORES_SCHEMA } from '../../properties/answers/explore-report.ts';
import { GATE_SCHEMA } from '../../properties/answers/gate-report.ts';
import { LIST_SCHEMA, LISTS_SCHEMA } from '../../properties/answers/list-report.ts';
import { REPLAY_SCHEMA } from '../../properties/answers/replay-report.ts';
import type { Report } from '../../reports/format.ts';
import { verdictsOf } from '../../reports/page/verdict.ts';
import { replayCommand } from '../documents/counterexample-files.ts';
import { readDocument } from '../documents/document-input.ts';
import { usage } from '../exit.ts';
import { type CommonOptions, withCommonOptions } from '../options.ts';
import { aboutDocument } from '../output/about.ts';
import { chartPicture } from '../output/chart-picture.ts';
import { writeAll } from '../output/folder.ts';
import { formatCalled } from '../output/render.ts';
import { page, print } from '../output/terminal.ts';

interface ReportOptions extends CommonOptions {
  readonly format?: string;
  readonly mail?: true;
  readonly kunit?: true;
  readonly html?: string;
}

/** `faultline report`: shows a saved document again, in any format. */
export const reportCommand = (): Command =>
  withCommonOptions(new Command('report'))
    .summary('show a saved document again, in any format')
    .description(
      'Renders a document that --json, --report or --out wrote. Nothing is run again, and the\n' +
        'exit code says nothing about what is in it: 0 if it could be shown.',
    )
    .argument('<file>', 'a document of check, explore, gate, replay or list; a counterexample')
    .option('--format <name>', 'text, markdown, summary, json, junit, sarif, mail, kunit or html')
    .option('--mail', 'a plain-text reply for a mailing list (--format mail)')
    .option('--kunit', 'a KUnit test in C for the same case (--format kunit)')
    .option('--html <file>', 'writes one HTML page that needs no network (--format html)')
    .action(run);

const DOCUMENTS = [
  ...[CHECK_SCHEMA, CHECKS_SCHEMA, EXPLORE_SCHEMA, EXPLORES_SCHEMA, GATE_SCHEMA, REPLAY_SCHEMA],
  ...[COUNTEREXAMPLE_SCHEMA, LIST_SCHEMA, LISTS_SCHEMA],
] as const;

async function run(path: string, options: ReportOptions): Promise<void> {
  const name = formatName(options);
  const format = await formatCalled(name);
  const document = withCommand(path, readDocument<Report | Counterexample>(path, DOCUMENTS));
  if (name === 'kunit' && verdictsOf(document).every(({ findings }) => findings.length === 0)) {
    throw usage(`${path}: expected a document with a finding to make a test of, found none`);
  }
  const picture = name === 'html' ? { chart: await chartPicture(document) } : {};
  const about = { ...aboutDocument(), ...picture };
  const text = format.render(document, { ...page(), about });
  if (options.html === undefined) print(text);
  else writeAll(dirname(options.html), new Map([[basename(options.html), text]]));
}

function formatName({ format, mail, kunit, html, json }: ReportOptions): string {
  const asked = [
    format,
    mail && 'mail',
    kunit && 'kunit',
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
