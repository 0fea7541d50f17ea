import { extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { entries } from '../../catalog.ts';
import type { HelpersModule } from '../../impl/subject.ts';
import { lookUp } from '../../jobs/names.ts';
import { subjectOf } from '../../jobs/subjects.ts';
import { usage } from '../exit.ts';
import { writeAll } from '../output/folder.ts';
import { specOf } from '../subjects/subjects.ts';
import { fragmentOf } from './browser/address.ts';
import { explorerPage } from './build.ts';

const FILE = 'explorer.html';

/** Writes the page into a folder; its URL, at the first of these subjects and worlds. */
export async function writeExplorer(
  folder: string,
  subjects: readonly string[],
  worlds: readonly string[],
): Promise<string> {
  const helpers = await entries<HelpersModule>('helpers');
  const known = await entries('worlds');
  const given = subjects.filter((name) => extname(name) === '.ts');
  for (const name of subjects) {
    if (extname(name) === '.c' || name.includes('+')) {
      throw usage(
        `${name}: a browser runs versions of the helpers in TypeScript, found another subject`,
      );
    }
    if (given.includes(name)) await subjectOf(specOf(name));
    else lookUp('subject', name, helpers);
  }
  for (const name of worlds) lookUp('world', name, known);
  writeAll(folder, new Map([[FILE, await explorerPage(given)]]));
  const url = pathToFileURL(join(folder, FILE));
  const [subject = 'rfc'] = subjects;
  const [world = 'two-faults'] = worlds;
  url.hash = fragmentOf({ subject, world, choices: [] });
  return url.href;
}
