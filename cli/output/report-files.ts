import { join } from 'node:path';
import type { Setup } from '../../properties/answers/work.ts';
import type { ExplorerBeside, Report } from '../../reports/format.ts';
import { subjectsIn } from '../../reports/page/vitest.ts';
import { aboutSearch } from './about.ts';
import { writeAll } from './folder.ts';
import { formatCalled } from './render.ts';
import { sourceTexts } from './source-texts.ts';
import { say } from './terminal.ts';

/** Formats of the files that `--report` writes: for people, and for the tools of a CI system. */
const FORMATS = ['markdown', 'html', 'json', 'text', 'junit', 'sarif', 'codequality'];
const COLUMNS = 100;

/** The explorer with the subjects that broke a law, as far as a browser runs them. */
async function explorerFor(
  file: string,
  report: Report,
  setup: Setup,
): Promise<{ about: ExplorerBeside; page: string } | undefined> {
  const wanted = new Set(subjectsIn(report).values());
  if (wanted.size === 0) return undefined;
  const { explorerWith } = await import('../explorer/open.ts');
  const { subjects, page } = await explorerWith([...wanted], setup);
  return subjects.size === 0 ? undefined : { about: { file, subjects }, page };
}

/** Writes a report into a folder in each of these formats, all of them or none. */
export async function writeReports(
  folder: string,
  stem: string,
  report: Report,
  setup?: Setup,
): Promise<void> {
  // With it comes Graphviz, as WebAssembly.
  const { chartPicture } = await import('./chart-picture.ts');
  const files = new Map<string, string>();
  const beside = setup && (await explorerFor(`${stem}.explorer.html`, report, setup));
  if (beside) files.set(beside.about.file, beside.page);
  const search = await aboutSearch();
  const about = {
    ...search,
    chart: await chartPicture(report),
    texts: sourceTexts(report, search.sources ?? new Map(), setup),
    ...(beside && { explorer: beside.about }),
  };
  for (const name of FORMATS) {
    const format = await formatCalled(name);
    const text = format.render(report, { columns: COLUMNS, color: false, about });
    files.set(`${stem}${format.extension}`, text);
  }
  writeAll(folder, files);
  say(`report: ${join(folder, stem)}.html, and the same in other formats`);
}
