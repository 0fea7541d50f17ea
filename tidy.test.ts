import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { FOLDERS } from './catalog.ts';
import manifest from './package.json' with { type: 'json' };

// What the tree looks like, read from its sources; the pages have docs/pages.test.ts.
const root = import.meta.dirname;
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const IGNORED = ['**/node_modules/**', 'dist/**', 'reports/out/**', 'reports/counterexamples/**'];
const list = (...patterns: string[]): string[] =>
  globSync(patterns, { cwd: root, exclude: IGNORED }).sort();
const SOURCES = list('**/*.{ts,mjs}');

/** Tests, and what only they use: `testing.ts`, `testing/`. */
const isTest = (path: string): boolean => /\.test\.ts$|\btesting(?:\.ts$|\/)/.test(path);
const within = (path: string, ...places: readonly string[]): boolean =>
  places.some((place) => path === place || path.startsWith(`${place}/`));
const names = (folder: string): string[] =>
  list(`${folder}/*.ts`)
    .filter((path) => !isTest(path))
    .map((path) => basename(path, '.ts'));

/** What a room may import. Tests may use the test tools and the catalogue besides. */
interface Room {
  readonly rooms: readonly string[];
  /** Rooms of which only types may be imported. */
  readonly types?: readonly string[];
  readonly packages?: readonly string[];
}

const ALL: Room = {
  rooms: `scheduler model impl witness properties jobs reports api catalog.ts package.json`.split(
    ' ',
  ),
  packages: ['*'],
};
const PROPERTIES: Room = { rooms: ['scheduler', 'model', 'impl'], packages: ['fast-check'] };
const ANSWERS: Room = { rooms: PROPERTIES.rooms, packages: ['typebox'] };

/** Subjects in C are compiled from files, and the result is kept. */
const COMPILING = `@yowasp/clang binaryen
  node:child_process node:crypto node:fs node:module node:os node:path web-tree-sitter`.split(
  /\s+/,
);

/** By place; the longest one that fits counts. Every room may import itself. */
const ROOMS: Readonly<Record<string, Room>> = {
  scheduler: { rooms: [] },
  model: { rooms: [], packages: ['xstate'] },
  impl: { rooms: ['scheduler'] },
  // Patched subjects are evaluated from texts.
  'impl/source.ts': { rooms: ['impl', 'scheduler'], packages: ['node:fs', 'node:module'] },
  'impl/c': { rooms: ['impl', 'scheduler'], packages: COMPILING },
  properties: PROPERTIES,
  'properties/answers': ANSWERS,
  'properties/suites': {
    rooms: ['properties', ...PROPERTIES.rooms, 'catalog.ts'],
    packages: ['fast-check', 'vitest'],
  },
  'properties/suites/long/spin': { rooms: ALL.rooms, packages: ['vitest', ...COMPILING] },
  reports: {
    // What documents are made of; all else of other rooms is types.
    rooms: ['properties/answers'],
    // Documents hold worlds and profiles, which impl/ describes (docs/decisions/0007).
    types: ['properties', 'scheduler', 'impl', 'model'],
    packages: ['picocolors', 'string-width', '@hpcc-js/wasm-graphviz'],
  },
  // It knows no law, and nothing of the simulated kernel but how a world is written down.
  witness: { rooms: [], types: ['impl/kernel/world.ts'], packages: COMPILING },
  api: {
    rooms: [...ALL.rooms, 'cli'],
    packages: ['fast-check', 'commander', 'vitest', 'xstate', 'xstate/graph', 'node:path'],
  },
  // What a width is looked up in is loaded when it is needed.
  'reports/draw': { rooms: ['reports'], packages: ['node:module', 'picocolors', 'string-width'] },
  // The page's style and script are files, named in the page by their hashes.
  'reports/html': { rooms: ['reports'], packages: ['node:crypto', 'node:fs'] },
  cli: ALL,
  // Executors of plans: threads, clocks, and modules of the user's.
  jobs: {
    rooms: ['properties', 'impl', 'scheduler', 'catalog.ts', 'package.json'],
    packages: `node:module node:os node:path node:timers/promises node:url node:util
      node:worker_threads`.split(/\s+/),
  },
  bench: ALL,
  // They drive the program as its users do.
  scripts: { ...ALL, rooms: [...ALL.rooms, 'cli'] },
  'catalog.ts': { rooms: ['scheduler', 'impl', 'properties'], packages: ['node:fs'] },
  docs: {
    rooms: [],
    packages: `node:path faultline faultline/kernel faultline/vitest
      faultline/helpers/v5.5`.split(/\s+/),
  },
  'tidy.test.ts': { rooms: ['package.json'], packages: ['node:path'] },
  'vitest.config.ts': { rooms: [], packages: ['vitest/config'] },
  'vitest.kernel.config.ts': { rooms: [], packages: ['vitest/config'] },
  'vitest.long.config.ts': { rooms: [], packages: ['vitest/config'] },
};
const TEST_TOOLS: Room = {
  rooms: ['catalog.ts'],
  packages: `vitest fast-check @fast-check/vitest node:fs node:os node:child_process libxml2-wasm
    ajv ajv/dist/2020.js
    @microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json`.split(/\s+/),
};
/** Where time, chance and the terminal may be used; tests may as well. */
const AMBIENT = ['jobs', 'cli', 'bench', 'scripts', 'witness'];

interface Import {
  readonly path: string;
  readonly from: string;
  /** The imported file as a path from the root, undefined for a package. */
  readonly file: string | undefined;
  readonly typesOnly: boolean;
}

/** `import type`, what is imported, and from where; imports without names and lazy ones. */
const STATEMENT = /^(?:import|export)\s+(type\s+)?([^'";]*?)\s*from\s+'([^'$]+)'/gm;
const BARE = /(?:^import\s+|\bimport\(\s*)'([^'$]+)'/gm;

function importsOf(path: string): Import[] {
  const text = read(path);
  const one = (from: string, typesOnly: boolean): Import => {
    const file = from.startsWith('.') ? join(dirname(path), from) : undefined;
    return { path, from, file, typesOnly };
  };
  const isType = (part: string): boolean => /^[{\s]*(?:type\s|\}?$)/.test(part);
  return [
    ...[...text.matchAll(STATEMENT)].map(([, type, what, from]) =>
      one(from!, type !== undefined || what!.split(',').every(isType)),
    ),
    ...[...text.matchAll(BARE)].map(([, from]) => one(from!, false)),
  ];
}

const IMPORTS = SOURCES.flatMap(importsOf);
const shown = ({ path, from }: Import): string => `${path} imports ${from}`;

/** The longest place of the table that a file is in. */
function placeOf(path: string): string {
  const places = Object.keys(ROOMS).filter((place) => within(path, place));
  return places.sort((a, b) => b.length - a.length)[0] ?? 'nowhere';
}

function isAllowed({ path, from, file, typesOnly }: Import): boolean {
  const place = placeOf(path);
  const room = ROOMS[place];
  if (!room) return false;
  const rights = isTest(path) ? [room, TEST_TOOLS] : [room];
  if (file === undefined) {
    const packages = rights.flatMap((right) => right.packages ?? []);
    return packages.includes('*') || packages.includes(from);
  }
  const rooms = rights.flatMap((right) => right.rooms);
  return within(file, place, ...rooms) || (typesOnly && within(file, ...(room.types ?? [])));
}

/**
 * Floors inside a room, from the lowest up: a file imports from its own floor and from those below.
 *
 * A floor is a folder of the room, or a file beside the folders; `*` stands for all other files.
 */
const FLOORS: Readonly<Record<string, readonly string[]>> = {
  properties: `answers worlds judge run search explore compare corpus * testing suites`.split(' '),
  'impl/c': 'front-end toolchain runtime *'.split(' '),
  reports: 'format.ts * json counterexample.ts page draw statechart html formats'.split(' '),
};

/** Edges that lead from a floor to a higher one. */
function upward(room: string, floors: readonly string[]): Import[] {
  const floorOf = (path: string): number => {
    const name = path.slice(room.length + 1).split('/')[0]!;
    const floor = floors.indexOf(floors.includes(name) ? name : '*');
    return name.endsWith('.ts') || floors.includes(name) ? floor : floors.length;
  };
  return IMPORTS.filter(
    ({ path, file }) =>
      file !== undefined &&
      !isTest(path) &&
      within(path, room) &&
      within(file, room) &&
      floorOf(file) > floorOf(path),
  );
}

/** Files that import each other in a circle, by values or by types: each circle once. */
function circles(edges: readonly Import[]): string[] {
  const next = Map.groupBy(edges, ({ path }) => path);
  // Tarjan, "Depth-first search and linear graph algorithms", 1972.
  const numbers = new Map<string, number>();
  const low = new Map<string, number>();
  const open: string[] = [];
  const found: string[] = [];
  const visit = (path: string): void => {
    numbers.set(path, numbers.size);
    low.set(path, numbers.get(path)!);
    open.push(path);
    for (const { file } of next.get(path) ?? []) {
      if (!numbers.has(file!)) visit(file!);
      if (open.includes(file!)) low.set(path, Math.min(low.get(path)!, low.get(file!)!));
    }
    if (low.get(path) !== numbers.get(path)) return;
    const circle = open.splice(open.indexOf(path));
    if (circle.length > 1) found.push(circle.sort().join(' '));
  };
  for (const path of next.keys()) if (!numbers.has(path)) visit(path);
  return found;
}

describe('imports', () => {
  test('go from room to room as the table allows', () => {
    expect(IMPORTS.filter((edge) => !isAllowed(edge)).map(shown)).toEqual([]);
  });

  test.each(Object.entries(FLOORS))('stay on their floor of %s or go down', (room, floors) => {
    expect(upward(room, floors).map(shown)).toEqual([]);
  });

  test('go round in no circle, by values or by types', () => {
    const edge = (path: string, file: string): Import => ({
      path,
      from: file,
      file,
      typesOnly: true,
    });
    const round = [edge('a', 'b'), edge('b', 'c'), edge('c', 'b'), edge('c', 'd')];
    expect(circles(round)).toEqual(['b c']);
    const edges = IMPORTS.filter(({ path, file }) => file !== undefined && !isTest(path));
    expect(circles(edges)).toEqual([]);
  });

  test('lead to files that exist', () => {
    const lost = IMPORTS.filter(({ file }) => file !== undefined && !existsSync(join(root, file)));
    expect(lost.map(shown)).toEqual([]);
  });

  test('of packages are declared', () => {
    const declared = { ...manifest.dependencies, ...manifest.devDependencies, faultline: 'us' };
    const packages = IMPORTS.filter(({ file, from }) => !file && !from.startsWith('node:'));
    const isDeclared = ({ path, from }: Import): boolean => {
      const name = from.split('/', from.startsWith('@') ? 2 : 1).join('/');
      const shipped =
        !isTest(path) &&
        within(path, 'scheduler', 'model', 'impl', 'reports', 'jobs', 'cli', 'api');
      const needed = { ...manifest.dependencies, ...manifest.peerDependencies };
      return name in (shipped ? needed : declared);
    };
    expect(packages.filter((edge) => !isDeclared(edge)).map(shown)).toEqual([]);
  });
});

/** Every place where a pattern occurs in the texts: `path:line text`. */
function found(paths: readonly string[], pattern: RegExp, textOf = read): string[] {
  return paths.flatMap((path) =>
    textOf(path)
      .split('\n')
      .flatMap((line, at) => (pattern.test(line) ? [`${path}:${at + 1} ${line.trim()}`] : [])),
  );
}

const withoutComments = (path: string): string =>
  read(path).replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, (comment) => comment.replaceAll(/[^\n]/g, ' '));

describe('sources', () => {
  test('are deterministic and silent below cli/', () => {
    const pure = SOURCES.filter((path) => !isTest(path) && !within(path, ...AMBIENT));
    const clocks =
      /\bMath\.random|\bDate\.now|\bnew Date\b|\bperformance\.|\bset(?:Timeout|Interval)/;
    expect(found(pure, clocks, withoutComments)).toEqual([]);
    // Node would call its own `stripTypeScriptTypes` experimental on standard error.
    const quiet = pure.filter((path) => path !== 'impl/source.ts');
    expect(found(quiet, /\bconsole\s*[.[]|\bprocess\s*[.[]/, withoutComments)).toEqual([]);
  });

  test('have lines of at most 100 characters', () => {
    // The formatter does not break a string, and a broken message is hard to search for.
    expect(found(SOURCES, /^(?!.*['"`].{40}).{101}/u)).toEqual([]);
  });

  test('leave nothing for later and silence nothing', () => {
    expect(found(SOURCES, /\.(?:only|skip|todo)\(/)).toEqual([]);
    expect(found(SOURCES, /\b(?:TO[D]O|FIX[M]E)\b|@ts-(?:ignore|expect-error)/)).toEqual([]);
  });

  test('say of each exported function, class, interface and type what it is', () => {
    const kinds = '(?:function|class|interface|type(?= \\w))\\b|const \\w+ = (?:async )?[(<]';
    const exported = new RegExp(`^export (?:default )?(?:async |abstract )?(?:${kinds})`);
    // Declarations without a blank line between them may share a comment.
    const silent = SOURCES.filter((path) => !isTest(path)).flatMap((path) =>
      read(path)
        .split(/\n\s*\n/)
        .filter((part) => exported.test(part))
        .map((part) => `${path} ${part.split('\n')[0]}`),
    );
    expect(silent).toEqual([]);
  });
});

/** Modules in a catalogue folder that are parts of entries. */
const PARTS = ['impl/environment/actor.ts'];

/** The laws that there must be; there may be more. */
const LAWS = `reservation-released-once no-unlock-after-retry prefault-bounded
  reservation-matches-return mmap-lock-matches-return io-lock-balanced io-lock-same-manager
  unlock-only-by-owner lock-order no-wait-under-mmap-lock waits-are-interruptible
  no-vma-after-mmap-drop bo-ref-held-while-waiting no-use-after-free bo-refs-balanced
  fence-refs-balanced object-state-under-reservation no-map-before-idle right-page-mapped
  right-protection faulting-page-mapped prefault-complete prefault-error-swallowed
  first-error-reported no-stale-mapping documented-return retry-only-if-allowed
  nowait-never-sleeps signal-is-no-error imported-pages-refused flags-unchanged deadlock-free
  restarts-bounded always-resolves conforms-to-statechart`.split(/\s+/);

describe('the catalogue', () => {
  test('has an entry in each file: a default export, or the exports of a helper version', () => {
    const empty = Object.entries(FOLDERS).flatMap(([folder, place]) => {
      const entry = folder === 'helpers' ? /^export (?:const|\{|function)/m : /^export default /m;
      return names(place)
        .map((name) => `${place}/${name}.ts`)
        .filter((path) => !PARTS.includes(path) && !entry.test(read(path)));
    });
    expect(empty).toEqual([]);
  });

  test('has every law', () => {
    expect(LAWS.filter((law) => !names(FOLDERS.invariants).includes(law))).toEqual([]);
  });

  test('has a mutant for every law, and no mutant of another law', () => {
    const killers = list('properties/suites/patches/mutants/*.patch').map(
      (path) => /^Killed-by: (.+)$/m.exec(read(path))?.[1],
    );
    expect(new Set(killers)).toEqual(new Set(names(FOLDERS.invariants)));
  });
});

describe('the package', () => {
  test('has what its manifest names', () => {
    const { bin, scripts } = manifest;
    const run = Object.values(scripts).flatMap((line) => /\bnode (\S+)/.exec(line)?.[1] ?? []);
    const files = manifest.files.filter((path) => path !== 'dist' && !path.startsWith('!'));
    const wanted = [...Object.values(bin), ...run, ...files, 'LICENSE'];
    expect(wanted.filter((path) => list(path).length === 0)).toEqual([]);
    for (const path of Object.values(bin)) expect(read(path)).toMatch(/^#!\/usr\/bin\/env node\n/);
  });
});
