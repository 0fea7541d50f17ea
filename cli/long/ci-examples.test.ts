import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { FOLDER, ROOT, removeFolder } from '../../jobs/testing/files.ts';
import { junitDocument } from '../../reports/testing/junit-document.ts';
import { sarifFaults } from '../../reports/testing/sarif-faults.ts';

afterAll(removeFolder);

const RUNS = '60';

/** A part of a job: what a shell runs there, and what is set besides. */
interface Script {
  readonly name: string;
  readonly lines: string;
  readonly env: Readonly<Record<string, string>>;
}

/** What an example says, in the same words for both systems. */
interface Example {
  readonly env: Readonly<Record<string, string>>;
  readonly scripts: readonly Script[];
  /** Paths that are kept when the job has ended. */
  readonly kept: readonly string[];
}

const yaml = (name: string) => parse(readFileSync(join(ROOT, 'docs/ci', name), 'utf8'));

function github(base: string): Example {
  const { env, jobs } = yaml('github.yml');
  type Step = { name: string; run?: string; env?: object; with?: Record<string, string> };
  const steps: Step[] = jobs.gate.steps;
  return {
    env,
    scripts: steps.flatMap(({ name, run, env: own = {} }) =>
      run === undefined ? [] : [{ name, lines: run, env: filled(own, base) }],
    ),
    kept: steps.flatMap((step) =>
      [step.with?.path, step.with?.sarif_file].filter((it) => it !== undefined),
    ),
  };
}

/** With the only expression that the example has. */
const filled = (env: object, base: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(env).map(([key, value]) => [
      key,
      String(value).replace(/^\$\{\{ github\.event\.pull_request\.base\.sha \}\}$/, base),
    ]),
  );

function gitlab(base: string): Example {
  const { variables, before_script, script, after_script, artifacts } =
    yaml('gitlab.yml').faultline;
  const one = (name: string, lines: string[]): Script => ({
    name,
    lines: lines.join('\n'),
    env: { CI_MERGE_REQUEST_DIFF_BASE_SHA: base },
  });
  return {
    env: variables,
    scripts: [one('Install', before_script), one('Gate', script), one('Reply', after_script)],
    kept: [...artifacts.paths, artifacts.reports.junit],
  };
}

/** A tree with the file of the examples at two commits; the base, and where it is. */
function tree(name: string, file: string, was: string, is: string): { cwd: string; base: string } {
  const cwd = join(FOLDER, name);
  const identity = ['-c', 'user.name=nobody', '-c', 'user.email=nobody@localhost'];
  const git = (...args: string[]): string => {
    const { status, stdout, stderr } = spawnSync('git', [...identity, ...args], {
      cwd,
      encoding: 'utf8',
    });
    expect(status, stderr).toBe(0);
    return stdout.trim();
  };
  mkdirSync(join(cwd, dirname(file)), { recursive: true });
  git('init', '--quiet');
  for (const text of [was, is]) {
    writeFileSync(join(cwd, file), text);
    git('add', file);
    git('commit', '--quiet', '--message', 'ttm');
  }
  symlinkSync(ROOT, join(cwd, 'faultline'));
  return { cwd, base: git('rev-parse', 'HEAD~1') };
}

const C = (name: string): string => readFileSync(join(ROOT, 'impl/c/subjects', name), 'utf8');

describe.each([
  ['github', github],
  ['gitlab', gitlab],
])('the example for %s', (system, read) => {
  const { env, scripts } = read('');
  const file = env.FILE!;

  test('installs, gates and replies', () => {
    expect(scripts.map(({ name }) => name)).toEqual(['Install', 'Gate', 'Reply']);
    expect(scripts[0]!.lines).toContain('npm ci --prefix faultline');
  });

  test.each([
    ['refuses a change that breaks a law', C('v5.5.c'), C('rfc.c'), 1],
    ['lets a change pass that breaks none', C('v5.5.c'), `${C('v5.5.c')}\n/* The end. */\n`, 0],
  ])('%s', (_name, was, is, expected) => {
    const { cwd, base } = tree(`${system}-${expected}`, file, was, is);
    const summary = join(cwd, 'summary.md');
    const example = read(base);
    const status = (name: string): number | null => {
      const script = example.scripts.find((one) => one.name === name)!;
      const set = { ...example.env, ...script.env, RUNS, GITHUB_STEP_SUMMARY: summary };
      const env = { ...process.env, NO_COLOR: '', FORCE_COLOR: '', ...set };
      return spawnSync('bash', ['-e', '-c', script.lines], { cwd, env, encoding: 'utf8' }).status;
    };
    expect(status('Gate')).toBe(expected);
    expect(status('Reply')).toBe(0);
    for (const path of example.kept) expect(existsSync(join(cwd, path)), path).toBe(true);

    const report = (name: string): string =>
      readFileSync(join(cwd, 'faultline-report', name), 'utf8');
    const [suite] = junitDocument(report('gate.junit.xml')).suites;
    const log = JSON.parse(report('gate.sarif'));
    expect(sarifFaults(log)).toBe('');
    const errors = log.runs[0].results.filter(({ level }: { level: string }) => level === 'error');
    expect([suite!.name, suite!.failures !== '0', errors.length > 0]).toEqual([
      file,
      expected === 1,
      expected === 1,
    ]);
    for (const { locations } of errors) {
      expect(locations[0].physicalLocation.artifactLocation.uri).toBe(file);
    }
    const verdict = expected === 1 ? 'breaks' : 'keeps';
    expect(report('reply.txt').replace(/\s+/g, ' ')).toMatch(
      expected === 1 ? /: breaks \d laws that/ : /: breaks no law that/,
    );
    expect(readFileSync(summary, 'utf8')).toMatch(
      new RegExp(`^## (NOT )?SAFE: ${file} ${verdict} `),
    );
  });
});
