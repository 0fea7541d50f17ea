import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { entries, FOLDERS, shippedNames } from '../../catalog.ts';
import { SUFFIX } from '../../impl/source.ts';

const ROOT = new URL('../../', import.meta.url);
/** A path from the root, or an absolute one, as a text in a program. */
const pathOf = (path: string): string => JSON.stringify(resolve(fileURLToPath(ROOT), path));

/** What the page needs of the catalogue; modules of `helpers` are entries themselves. */
const NEEDED = ['helpers', 'actors', 'invariants', 'worlds', 'strategies'] as const;

/**
 * The text of the bundle's entry: folders of the catalogue, kept counterexamples and the helpers in
 * given files, as imports.
 */
export async function entryText(given: readonly string[] = []): Promise<string> {
  const lines = [
    `import driver from ${pathOf(`${FOLDERS.drivers}/ttm-default${SUFFIX}`)};`,
    `import { open } from ${pathOf(`cli/explorer/browser/page${SUFFIX}`)};`,
  ];
  let imported = 0;
  const importing = (what: (id: string) => string, path: string): string => {
    const id = `module${imported}`;
    imported += 1;
    lines.push(`import ${what(id)} from ${pathOf(path)};`);
    return id;
  };
  for (const folder of NEEDED) {
    const members: string[] = [];
    for (const path of folder === 'helpers' ? given : []) {
      const id = importing((it) => `* as ${it}`, resolve(path));
      members.push(`[${JSON.stringify(path)}, ${id}]`);
    }
    const known = await entries(folder);
    for (const name of shippedNames(folder).filter((shipped) => known.has(shipped))) {
      const what = (id: string): string => (folder === 'helpers' ? `* as ${id}` : id);
      members.push(`['${name}', ${importing(what, `${FOLDERS[folder]}/${name}${SUFFIX}`)}]`);
    }
    lines.push(`const ${folder} = new Map([${members.join(', ')}]);`);
  }
  const kept = keptNames().map((name) => {
    const id = importing((it) => it, `${KEPT}/${name}.json`);
    return `['${name}', ${id}.finding.shrunk.world]`;
  });
  lines.push(`const kept = new Map([${kept.join(', ')}]);`);
  lines.push('const tools = { actors, invariants, strategies, worlds };');
  lines.push('open({ helpers, driver, tools, kept }, document);');
  return `${lines.join('\n')}\n`;
}

const KEPT = 'reports/counterexamples';

const keptNames = (): string[] =>
  readdirSync(new URL(`${KEPT}/`, ROOT))
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .sort();
