import type { Report } from '../../reports/format.ts';
import { aboutSearch } from './about.ts';
import { writeAll } from './folder.ts';
import { formatCalled } from './render.ts';

/** Formats of the files that `--report` writes: for people, and for the tools of a CI system. */
const FORMATS = ['markdown', 'html', 'json', 'text', 'junit', 'sarif', 'codequality'];
const COLUMNS = 100;

/** Writes a report into a folder in each of these formats, all of them or none. */
export async function writeReports(folder: string, stem: string, report: Report): Promise<void> {
  // With it comes Graphviz, as WebAssembly.
  const { chartPicture } = await import('./chart-picture.ts');
  const files = new Map<string, string>();
  const about = { ...(await aboutSearch()), chart: await chartPicture(report) };
  for (const name of FORMATS) {
    const format = await formatCalled(name);
    const text = format.render(report, { columns: COLUMNS, color: false, about });
    files.set(`${stem}${format.extension}`, text);
  }
  writeAll(folder, files);
}
