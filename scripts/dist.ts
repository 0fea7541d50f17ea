import { execFileSync } from 'node:child_process';
import { cpSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { dirname, join } from 'node:path';
import { FOLDERS } from '../catalog.ts';
import { manual, program } from '../cli/program.ts';
import { manOf } from '../cli/usage/man.ts';

/**
 * Makes `dist/`, which is what the package has: the repository's modules as JavaScript, since Node
 * strips no types below `node_modules`, in the same folders and with every line and column where it
 * was (docs/decisions/0037). Run by `npm pack`.
 */
const ROOT = join(import.meta.dirname, '..');
const DIST = join(ROOT, 'dist');

/** The page of `explore --open`, which is bundled when it is written. */
const EXPLORER = 'cli/explorer/browser/page.ts';
/** What is run by itself, and what users import. */
const DOORS = [
  ...['cli/main.ts', 'jobs/worker.mjs', 'cli/subjects/config-thread.ts'],
  ...['api/index.ts', 'api/kernel.ts', 'api/model.ts', 'api/vitest.ts', EXPLORER],
];
/** Declarations that users' compilers ask for; `impl/helpers` has those of its static versions. */
const PUBLISHED = ['api/{index,kernel,model,vitest}.d.ts', 'impl/helpers/**/*.d.ts'];
/** Files that are read, and stay as they are. */
const READ = [
  ...['impl/c/shim/**/*.{c,h}', 'reports/schemas/*.json'],
  ...['cli/explorer/page.css', 'reports/html/*.{css,js}', 'witness/kernel/*'],
];

/** Kept counterexamples, of which the explorer wants the worlds. */
const KEPT = 'reports/counterexamples/*.json';

/** A relative specifier at the end of an import or export; one of a lazy import. */
const SPECIFIER = /(^(?:(?:import|export|\}).*? from|import) '|\bimport\(')(\.{1,2}\/[^']+)'/gm;

const isTest = (path: string): boolean => path.endsWith('.test.ts');
const files = (...patterns: string[]): string[] =>
  globSync(patterns, { cwd: ROOT, exclude: ['**/testing/**'] }).filter((path) => !isTest(path));
const textOf = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

function write(path: string, text: string): void {
  mkdirSync(dirname(join(DIST, path)), { recursive: true });
  writeFileSync(join(DIST, path), text);
}

/** The text with its imports leading to JavaScript, and to the manifest, which is not copied. */
const relinked = (text: string): string =>
  text.replaceAll(SPECIFIER, (_, statement: string, specifier: string) => {
    const target = specifier.endsWith('/package.json')
      ? `../${specifier}`
      : specifier.replace(/\.ts$/, '.js');
    return `${statement}${target}'`;
  });

/** Modules that these need, themselves among them, by paths from the root. */
function reached(doors: readonly string[]): ReadonlySet<string> {
  const modules = new Set(doors);
  for (const path of modules) {
    for (const [, , specifier] of stripTypeScriptTypes(textOf(path)).matchAll(SPECIFIER)) {
      if (specifier!.endsWith('.ts')) modules.add(join(dirname(path), specifier!));
    }
  }
  return modules;
}

/** Declarations that these need, themselves among them: what runs only needs none. */
function declaredFor(patterns: readonly string[]): ReadonlySet<string> {
  const paths = new Set(globSync([...patterns], { cwd: DIST }));
  for (const path of paths) {
    const text = readFileSync(join(DIST, path), 'utf8');
    for (const [, specifier] of text.matchAll(/(?:from |import\()['"](\.{1,2}\/[^'"]+)['"]/g)) {
      paths.add(join(dirname(path), specifier!.replace(/(?:\.d)?\.[jt]s$/, '.d.ts')));
    }
  }
  return paths;
}

rmSync(DIST, { recursive: true, force: true });
/** Folders whose files are found by reading the folder. */
const entries = [...Object.values(FOLDERS), 'impl/c/pairs'].map((folder) => `${folder}/*.ts`);
const modules = reached([...DOORS, ...files(...entries)]);
for (const path of modules) {
  write(path.replace(/\.ts$/, '.js'), relinked(stripTypeScriptTypes(textOf(path))));
}
for (const path of files(...READ)) {
  mkdirSync(dirname(join(DIST, path)), { recursive: true });
  cpSync(join(ROOT, path), join(DIST, path));
}
for (const path of files(KEPT)) {
  const { world } = JSON.parse(textOf(path)).finding.shrunk;
  write(path, JSON.stringify({ finding: { shrunk: { world } } }));
}
write('faultline.1', manOf(program(), manual));
execFileSync(
  process.execPath,
  [join(ROOT, 'node_modules/typescript/bin/tsc'), '--project', 'scripts/declarations.json'],
  { cwd: ROOT, stdio: 'inherit' },
);
const declared = globSync('**/*.d.ts', { cwd: DIST });
const wanted = declaredFor(PUBLISHED);
for (const path of declared) {
  if (wanted.has(path)) write(path, relinked(readFileSync(join(DIST, path), 'utf8')));
  else rmSync(join(DIST, path));
}
