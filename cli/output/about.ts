import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { entries, FOLDERS } from '../../catalog.ts';
import { ROOT } from '../../impl/source.ts';
import project from '../../package.json' with { type: 'json' };
import type { Invariant } from '../../properties/judge/invariant.ts';
import type { About } from '../../reports/format.ts';

/** What reports of a search that has just been made know beside their document. */
export async function aboutSearch(): Promise<About> {
  const laws = [...(await entries<Invariant>('invariants'))].map(([name, { claim, source }]) => ({
    name,
    claim,
    source,
  }));
  return { version: project.version, laws, ...aboutDocument() };
}

/** What reports of a saved document know: not which laws were asked when it was made. */
export const aboutDocument = (): About => ({ sources: shippedSources() });

/** Sources of the shipped subjects, as paths from where the program was started. */
function shippedSources(): ReadonlyMap<string, string> {
  const root = fileURLToPath(ROOT);
  const folders = [FOLDERS.drivers, FOLDERS.helpers, `${FOLDERS.helpers}/static`];
  return new Map(
    folders.flatMap((folder) =>
      readdirSync(join(root, folder))
        .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
        .map((name) => [name, relative(process.cwd(), join(root, folder, name))] as const),
    ),
  );
}
