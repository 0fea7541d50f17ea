import { registerHooks } from 'node:module';
import { ROOT, SUFFIX } from '../../impl/source.ts';
import project from '../../package.json' with { type: 'json' };

/** Our own name, as users import it. */
const NAME = project.name;

let isReady = false;

/**
 * Makes ready for modules of the user's. What they import as `faultline` is the program that runs,
 * wherever it is installed, since operations are registered once; and they are modules, whatever
 * a package.json beside them says of its own files.
 */
export function expectUserModules(): void {
  if (!isReady) registerHooks({ resolve, load });
  isReady = true;
}

type Hooks = Required<Parameters<typeof registerHooks>[0]>;

const resolve: Hooks['resolve'] = (specifier, context, next) => {
  const url = ownModule(specifier);
  return url === undefined ? next(specifier, context) : { url, shortCircuit: true };
};

const load: Hooks['load'] = (url, context, next) => {
  const isTheirs = /^file:.*\.ts$/.test(url) && !url.includes('/node_modules/');
  return next(url, isTheirs ? { ...context, format: 'module-typescript' } : context);
};

/** The URL of the module that package.json publishes under this name, undefined for other names. */
function ownModule(specifier: string): string | undefined {
  if (specifier !== NAME && !specifier.startsWith(`${NAME}/`)) return undefined;
  const wanted = `.${specifier.slice(NAME.length)}`;
  for (const [name, target] of Object.entries(project.exports)) {
    const [before, after] = name.split('*') as [string, string?];
    const isIt = after === undefined ? wanted === name : wanted.startsWith(before);
    if (!isIt || typeof target === 'string') continue;
    const path = target.default.replace('*', wanted.slice(before.length));
    return new URL(here(path), ROOT).href;
  }
  return undefined;
}

/** `./dist/api/index.js`, or in the repository the TypeScript that it is made from. */
const here = (path: string): string =>
  SUFFIX === '.ts' ? path.replace('/dist/', '/').replace(/\.js$/, SUFFIX) : path;
