import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FOLDER, ROOT, removeFolder } from '../../jobs/testing/files.ts';
import manifest from '../../package.json' with { type: 'json' };
import { manual, program } from '../program.ts';
import { manOf } from '../usage/man.ts';

/** Few, since the litmus worlds are exhausted besides. */
const RUNS = '500';

/** A program that asks from outside. */
const PROGRAM = `
import { arbitraries, check, explore, gate, openSession, render, replay } from 'faultline';
import { chartProfiles, faultMachine, initialSnapshot } from 'faultline/model';

const report = await gate('rfc', { baseline: 'v5.3', runs: 250 });
export const laws: readonly string[] = report.regressions.map(({ invariant }) => invariant);
export const text: string = await render(report, 'markdown');
const { violations } = await check('rfc', { signal: AbortSignal.timeout(60_000) });
export const command: string | undefined = violations[0]?.replay;
export const worlds: number = (await explore('rfc', { worlds: ['one-fault'] })).worlds.length;
export const verdict: 'reproduced' | 'held' | 'changed' | 'diverged' = (await replay('x.json')).verdict;
const { run } = await arbitraries();
export const session = await openSession('rfc');
export const judged = run.map((each) => session.judge(each));
export const machine = [faultMachine.id, initialSnapshot(chartProfiles['v5.10']).value];
`;

/** Packages are many files, and disks may be slow. */
const PATIENCE = 600_000;

afterAll(removeFolder, PATIENCE);

/** The oldest Node that `engines` allows, one of the next line, and the one of this repository. */
const NODES = ['22.18.0', '24.20.0', manifest.devDependencies.node];

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** As at a terminal of one's own: in CI a configuration of the working folder has to be named. */
const MINE = { CI: '', NO_COLOR: '1' };

/** Runs a program in a folder of the test's, with this `node` before all others. */
function run(folder: string, node: string, program: string, ...args: string[]): Ended {
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: join(FOLDER, folder),
    encoding: 'utf8',
    env: { ...process.env, ...MINE, PATH: dirname(node) + delimiter + process.env.PATH },
  });
  return { status, stdout, stderr };
}

/** A folder of the test's with nothing but a manifest. */
function emptyFolder(name: string, more: object = {}): void {
  mkdirSync(join(FOLDER, name));
  writeFileSync(join(FOLDER, name, 'package.json'), JSON.stringify({ private: true, ...more }));
}

/** Installs packages from the registry or a file. */
function install(folder: string, node: string, ...packages: string[]): void {
  const how = ['--no-audit', '--no-fund', '--prefer-offline', '--save-exact'];
  const { status, stderr } = run(folder, node, 'npm', 'install', ...how, ...packages);
  if (status !== 0) throw new Error(stderr);
}

/** The binary of a version of Node, which the registry has as a package too. */
function nodeOf(version: string): string {
  emptyFolder(`node-${version}`, { allowScripts: { node: true } });
  install(`node-${version}`, process.execPath, `node@${version}`);
  return join(FOLDER, `node-${version}`, 'node_modules/node/bin/node');
}

/** What the compiler has to say of a folder's modules, and of the folders of an example in it. */
function typeErrors(folder: string, node: string, skipLibCheck: boolean): string {
  const options = { module: 'nodenext', target: 'esnext', strict: true, noEmit: true, types: [] };
  const compilerOptions = { ...options, allowImportingTsExtensions: true, skipLibCheck };
  const folders = ['laws', 'strategies', 'subjects', 'worlds'];
  const include = ['*.ts', '*.mts', ...folders.map((name) => `${name}/*.ts`)];
  writeFileSync(
    join(FOLDER, folder, 'tsconfig.json'),
    JSON.stringify({ compilerOptions, include }),
  );
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  const { stdout, status } = run(folder, node, process.execPath, tsc, '--project', '.');
  return status === 0 ? stdout : stdout || 'the compiler failed';
}

const text = (...path: string[]): string => readFileSync(join(FOLDER, ...path), 'utf8');

let tarball: string;
let unpacked: number;
let packed: readonly string[];

beforeAll(() => {
  const { status, stdout, stderr } = spawnSync(
    'npm',
    ['pack', '--json', '--pack-destination', FOLDER],
    { cwd: ROOT, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(stderr);
  const told = JSON.parse(stdout.slice(stdout.search(/^[[{]/m)));
  const [pack] = Object.values(told) as [
    { filename: string; unpackedSize: number; files: { path: string }[] },
  ];
  tarball = join(FOLDER, pack.filename);
  unpacked = pack.unpackedSize;
  packed = pack.files.map(({ path }) => path);
}, PATIENCE);

describe('the package', () => {
  test('has what runs and what is read, and leaves no build behind', () => {
    expect(packed).toEqual(
      expect.arrayContaining([
        ...['LICENSE', 'README.md', 'CHANGELOG.md', 'package.json', 'cli/faultline.mjs'],
        ...[
          'dist/jobs/worker.mjs',
          'dist/impl/c/shim/drivers/amdgpu.h',
          'dist/impl/c/shim/runtime.c',
        ],
        ...['dist/reports/schemas/gate.schema.json', 'dist/api/index.d.ts'],
        ...['impl/helpers/static/fault-idle.ts', 'impl/c/subjects/v5.5.c'],
        'docs/extend/faultline.config.ts',
      ]),
    );
    expect(existsSync(join(ROOT, 'dist'))).toBe(false);
  });

  test('has no test, no benchmark, and nothing that is large', () => {
    const shipped = packed.filter((path) => !path.startsWith('docs/examples/'));
    const strange = shipped.filter((path) =>
      /\.test\.|testing|bench\/|suites|docs\/decisions|\/out\//.test(path),
    );
    expect(strange).toEqual([]);
    expect(unpacked).toBeLessThan(3_000_000);
  });
});

describe.each(NODES)('installed in an empty folder, on Node %s', (version) => {
  const place = `on-${version}`;
  let node: string;
  const faultline = (...args: string[]): Ended => run(place, node, 'npx', 'faultline', ...args);

  beforeAll(() => {
    node = nodeOf(version);
    emptyFolder(place, { type: 'commonjs' });
    install(place, node, tarball);
  }, PATIENCE);

  test('its manual page is what the commands say', () => {
    const { man } = JSON.parse(text(place, 'node_modules/faultline/package.json'));
    const page = text(place, 'node_modules/faultline', man);
    expect(page).toBe(manOf(program(), manual));
  });

  test('the package runs there, and says on what', () => {
    const { status, stdout } = faultline('--version');
    expect(status).toBe(0);
    expect(stdout).toContain(`faultline ${manifest.version}, node ${version}`);
  });

  test('a C file is gated, as in the repository', () => {
    cpSync(join(ROOT, 'impl/c/subjects/v5.3.c'), join(FOLDER, place, 'ttm_bo_vm.c'));
    const args = ['gate', './ttm_bo_vm.c', '--baseline', 'v5.5', '--runs', RUNS];
    const here = faultline(...args, '--report', 'report');
    expect(here.status).toBe(1);
    const there = run(
      place,
      process.execPath,
      process.execPath,
      `${ROOT}cli/faultline.mjs`,
      ...args,
    );
    expect(here.stdout).toBe(there.stdout);
    expect(here.stdout).toContain('NOT SAFE: ./ttm_bo_vm.c breaks');
    expect(text(place, 'report/gate.sarif')).toContain('ttm_bo_vm.c');
    expect(text(place, 'report/gate.html')).toContain('<h1');
  });

  test('Debian’s own file is gated', () => {
    const file = join(ROOT, 'reports/out/kernel/6.12/ttm_bo_vm.c');
    cpSync(file, join(FOLDER, place, 'ttm_bo_vm.c'));
    const { status, stdout } = faultline(
      'gate',
      './ttm_bo_vm.c',
      '--baseline',
      'v5.11',
      '--runs',
      RUNS,
      '--json',
    );
    expect(status).toBe(0);
    const { inherited } = JSON.parse(stdout);
    expect(new Set(inherited.map((one: { invariant: string }) => one.invariant))).toEqual(
      new Set(['first-error-reported', 'prefault-error-swallowed']),
    );
  });

  test('shipped subjects have the lines of their sources', () => {
    const { stdout, status } = faultline('check', 'rfc', '--runs', RUNS, '-v');
    expect(status).toBe(1);
    expect(stdout).toMatch(/ rfc\.ts:\d+ /);
    expect(stdout).toMatch(/\n>>> \d+ .*\n/);
  });

  test('the example of docs/extend works as its page says', () => {
    cpSync(join(FOLDER, place, 'node_modules/faultline/docs/extend'), join(FOLDER, place), {
      recursive: true,
    });
    expect(faultline('list', 'worlds')).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('eighteen-pages'),
    });
    const gate = faultline('gate', 'eager', '--baseline', 'v5.5', '--json', '--runs', RUNS);
    expect(gate.status).toBe(1);
    const { regressions } = JSON.parse(gate.stdout);
    expect(regressions.map((one: { invariant: string }) => one.invariant)).toEqual([
      'faults-are-short',
    ]);
    const [, replay] = /faultline (replay \S+)$/.exec(regressions[0].replay)!;
    const again = faultline(...replay!.split(' '));
    expect(again.stdout).toContain('eager.ts:11');
    expect(again.status).toBe(1);
    expect(faultline('explore', 'eager', '--world', 'eighteen-pages').status).toBe(1);
    const { status } = faultline('check', 'eager', '--strategy', 'highest-first', '--runs', RUNS);
    expect(status).toBe(1);
    expect(
      faultline('check', './subjects/eager.ts', '--no-config', '--runs', RUNS).stdout,
    ).toContain('io-lock-same-manager');
  });

  test('the example of docs/examples/vitest works as its page says', () => {
    const { devDependencies } = manifest;
    install(
      place,
      node,
      ...[`vitest@${devDependencies.vitest}`, `fast-check@${manifest.dependencies['fast-check']}`],
    );
    const example = `${place}/example`;
    const own = join(FOLDER, place, 'node_modules');
    cpSync(join(own, 'faultline/docs/examples/vitest'), join(FOLDER, example), { recursive: true });
    symlinkSync(own, join(FOLDER, example, 'node_modules'));
    const shell = (line: string): Ended => run(example, node, 'sh', '-c', line);
    const [, block] = /^```sh\n(.*?)^```/ms.exec(text(example, 'README.md'))!;
    const [installing, copying, checking, testing] = block!.trim().split('\n');
    expect(installing).toBe('npm install');
    expect(shell(copying!).status).toBe(0);
    expect(shell(checking!).status).toBe(1);
    expect(shell(testing!)).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('7 passed'),
    });
    const unlock = /\tttm_mem_io_unlock\(man\);\n/;
    const mine = text(example, 'mine.c');
    expect(mine).toMatch(unlock);
    writeFileSync(join(FOLDER, example, 'mine.c'), mine.replace(unlock, '\n'));
    const broken = shell(testing!);
    expect(broken.status).toBe(1);
    const told = broken.stdout + broken.stderr;
    expect(told).toContain('./mine.c breaks io-lock-balanced: ');
    expect(told).toMatch(/\{ seed: -?\d+, path: "[\d:]+", endOnFailure: true \}/);
    expect(told).toMatch(/NOT SAFE: \.\/mine\.c breaks/);
    const [replay] = /npx faultline replay \S+mine\.c-io-lock-balanced\.json/.exec(told)!;
    expect(shell(replay).status).toBe(1);
    const page = text(place, 'node_modules/faultline/docs/library.md');
    for (const [at, [, code]] of [...page.matchAll(/^```ts\n(.*?)^```/gms)].entries()) {
      writeFileSync(join(FOLDER, example, `block-${at}.mts`), code!);
    }
    // vitest's own declarations want those of Node.
    expect(typeErrors(example, node, true)).toBe('');
  });

  test('the pages of explorer and statechart are made there', () => {
    expect(faultline('explore', 'rfc', '--open', '--out', 'page').status).toBe(0);
    expect(text(place, 'page/explorer.html')).toContain('ttm_mem_io_reserve_vm');
    expect(faultline('model', '--format', 'svg').stdout).toContain('</svg>');
  });

  test('types are those that the example and a program need', () => {
    writeFileSync(join(FOLDER, place, 'program.mts'), PROGRAM);
    expect(typeErrors(place, node, false)).toBe('');
  });
});

test('an older Node is told which one is needed', () => {
  const args = ['npx', 'faultline', 'list'] as const;
  const { status, stderr } = run(`on-${NODES[0]}`, nodeOf('22.17.0'), ...args);
  expect(stderr).toContain('Node 22.17.0 cannot run TypeScript; expected Node 22.18 or later');
  expect(status).toBe(2);
});
