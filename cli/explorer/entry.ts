import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { entries, FOLDERS, shippedNames } from '../../catalog.ts';
import type { Compiled } from '../../impl/c/runtime/compiled.ts';
import { SUFFIX } from '../../impl/source.ts';

const ROOT = new URL('../../', import.meta.url);
/** A path from the root, or an absolute one, as a text in a program. */
const pathOf = (path: string): string => JSON.stringify(resolve(fileURLToPath(ROOT), path));

/** What the page needs of the catalogue; modules of `helpers` are entries themselves. */
const NEEDED = ['helpers', 'actors', 'invariants', 'worlds', 'strategies'] as const;

/** What the page is to have beside the catalogue. */
export interface Given {
  /** Paths of helpers in TypeScript. */
  readonly helpers: readonly string[];
  /** Subjects in C, by name. */
  readonly inC: ReadonlyMap<string, { readonly wasm: Uint8Array; readonly about: Compiled }>;
}

/** Nothing of one's own. */
export const NOTHING_GIVEN: Given = { helpers: [], inC: new Map() };

/**
 * The text of the bundle's entry: folders of the catalogue, kept counterexamples and the helpers in
 * given files, as imports; subjects in C as they were compiled.
 */
export async function entryText(given: Given): Promise<string> {
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
    for (const path of folder === 'helpers' ? given.helpers : []) {
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
  const inC = [...given.inC].map(([name, { wasm, about }]) => [
    name,
    { wasm: Buffer.from(wasm).toString('base64'), about },
  ]);
  lines.push(`const inC = new Map(${JSON.stringify(inC)});`);
  lines.push('const tools = { actors, invariants, strategies, worlds };');
  lines.push('open({ helpers, inC, driver, tools, kept });');
  return `${lines.join('\n')}\n`;
}

const KEPT = 'reports/counterexamples';

const keptNames = (): string[] =>
  readdirSync(new URL(`${KEPT}/`, ROOT))
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .sort();
