import { basename, dirname, extname } from 'node:path';
import { entries } from '../../catalog.ts';
import { lookUp } from '../../jobs/names.ts';
import { automataOf } from '../../model/automata.ts';
import { chart } from '../../model/chart.ts';
import { chartProfiles } from '../../model/profile.ts';
import { chartTableOf } from '../../model/table.ts';
import { CHECK_SCHEMA, type CheckReport } from '../../properties/answers/check-report.ts';
import { GATE_SCHEMA, type GateReport } from '../../properties/answers/gate-report.ts';
import type { ChartFormat, Drawing, Taken } from '../../reports/statechart/format.ts';
import { readDocument } from '../documents/document-input.ts';
import { usage } from '../exit.ts';
import { type CommonOptions, FORMAT_DEFAULT } from '../options.ts';
import { coveredBy } from '../output/chart-picture.ts';
import { assertWritable, writeAll } from '../output/folder.ts';
import { print } from '../output/terminal.ts';

interface ModelOptions extends CommonOptions {
  readonly format?: string;
  readonly output?: string;
  readonly coverage?: string;
}

/** Does `faultline model`. */
export async function run(options: ModelOptions): Promise<void> {
  const { output, coverage } = options;
  const format = await formatOf(options);
  const covered = coverage === undefined ? null : coverageIn(coverage);
  const drawing = { chart, covered, automata };
  if (output === undefined) return print(await format.render(drawing));
  if (format.files) return writeFolder(output, format.files(drawing));
  assertWritable(dirname(output));
  writeAll(dirname(output), new Map([[basename(output), await format.render(drawing)]]));
}

/** Monitors run on kernels of today: runtime verification came with Linux 6.0. */
const automata = () => automataOf(chartTableOf(chartProfiles['v5.10']));

function writeFolder(folder: string, files: ReadonlyMap<string, string>): void {
  if (extname(folder) !== '') {
    throw usage(`this format is ${files.size} files: expected a folder, found ${folder}`);
  }
  assertWritable(folder);
  writeAll(folder, files);
}

async function formatOf({ format, json, output = '' }: ModelOptions): Promise<ChartFormat> {
  const formats = await entries<ChartFormat>('charts');
  if (json && format !== undefined) throw usage(`expected one format, found ${format} and json`);
  const name = json ? 'json' : format;
  const ending = extname(output);
  if (name !== undefined) {
    const chosen = lookUp('format of the statechart', name, formats);
    if (RASTER.has(ending)) throw unwritable(output, [chosen]);
    return chosen;
  }
  const files = [...formats.values()].filter((each) => !each.files);
  const fitting = files.find(({ extension }) => extension === ending);
  if (fitting === undefined && ending !== '') throw unwritable(output, files);
  return fitting ?? formats.get(FORMAT_DEFAULT)!;
}

/** Endings of pictures that are not text: no format writes them, so none goes by their name. */
const RASTER: ReadonlySet<string> = new Set(['.png', '.jpg', '.jpeg', '.gif', '.webp', '.pdf']);

function unwritable(output: string, formats: readonly ChartFormat[]): Error {
  const endings = formats.map(({ extension }) => extension).join(', ');
  return usage(`--output ${output}: expected a name that ends in ${endings}`);
}

/** What the search behind a document has taken of the statechart. */
function coverageIn(path: string): Drawing['covered'] {
  const kinds = [CHECK_SCHEMA, GATE_SCHEMA] as const;
  const document = readDocument<CheckReport | GateReport>(path, kinds);
  const covered = coveredBy(document);
  if (covered === null) {
    throw usage(
      `${path}: its coverage does not say how often each transition was taken: an older ` +
        'faultline wrote it; check again',
    );
  }
  assertKnown(path, covered.taken);
  return covered;
}

function assertKnown(path: string, taken: Taken): void {
  const known = new Set(chart.regions.flatMap((region) => region.transitions.map(nameOf)));
  const other = taken.map(nameOf).find((name) => !known.has(name));
  if (other === undefined) return;
  throw usage(`${path}: expected transitions of this statechart, found ${other}`);
}

const nameOf = ({ from, event, to }: { from: string; event: string; to: string }): string =>
  `${from} --${event}--> ${to}`;
