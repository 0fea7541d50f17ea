import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { entries } from '../../catalog.ts';
import { toolchain } from '../../impl/c/toolchain/toolchain.ts';
import { ended, FOLDER, file, removeFolder } from '../../jobs/testing/files.ts';
import { junitDocument } from '../../reports/testing/junit-document.ts';
import { sarifFaults } from '../../reports/testing/sarif-faults.ts';
import { faultline, startWith } from '../testing/program.ts';

afterAll(removeFolder);

const REPORT = join(FOLDER, 'report');
const SUMMARY = join(FOLDER, 'summary.md');
const OUT = join(FOLDER, 'out');
const FEW = ['--runs', '200', '--out', OUT, '--report', REPORT];
const summarised = (...args: string[]) =>
  ended(startWith({ GITHUB_STEP_SUMMARY: SUMMARY }, ...args));
const read = (name: string): string => readFileSync(join(REPORT, name), 'utf8');

writeFileSync(SUMMARY, 'before\n');
const gated = await summarised('gate', 'rfc', '--json', ...FEW);
const checkedTwo = await summarised('check', 'rfc', 'repaired', ...FEW);
const KEPT = join(OUT, 'rfc-io-lock-balanced.json');
const GATE = join(REPORT, 'gate.json');
const LAWS = (await entries('invariants')).size;

describe('--report', () => {
  const formats = (stem: string): string[] =>
    ['codequality.json', 'explorer.html', 'html', 'json', 'junit.xml', 'md', 'sarif', 'txt'].map(
      (end) => `${stem}.${end}`,
    );

  test('writes what people and other tools read, for gate and for check', () => {
    expect([gated.code, checkedTwo.code]).toEqual([1, 1]);
    expect(readdirSync(REPORT).sort()).toEqual([...formats('check'), ...formats('gate')]);
    expect(read('gate.json')).toBe(gated.stdout);
  });

  test('names every law that was asked', () => {
    const [suite] = junitDocument(read('gate.junit.xml')).suites;
    expect(suite!.failures).toBe('1');
    expect(suite!.cases.length).toBe(LAWS);
    const subjects = junitDocument(read('check.junit.xml')).suites;
    expect(subjects.map(({ name, cases }) => [name, cases.length])).toEqual([
      ['rfc', LAWS],
      ['repaired', LAWS],
    ]);
    expect(subjects[1]!.failures).toBe('0');
  });

  test('puts findings into the files of the repository', () => {
    const log = JSON.parse(read('gate.sarif'));
    expect(sarifFaults(log)).toBe('');
    const [{ results, tool }] = log.runs;
    expect(tool.driver.rules).toHaveLength(LAWS);
    for (const { locations } of results) {
      expect(existsSync(locations[0].physicalLocation.artifactLocation.uri)).toBe(true);
    }
  });

  test('adds a summary to the page of a GitHub job', () => {
    const text = readFileSync(SUMMARY, 'utf8');
    expect(text).toMatch(/^before\n## NOT SAFE: rfc breaks 1 law that v5\.3 keeps\n/);
    expect(text).toContain('| broken | io-lock-balanced | B1 | ');
    expect(text).toMatch(/\n## repaired: kept every law in 200 runs\n/);
  });

  test('gives its verdict although the summary cannot be written', async () => {
    const lost = join(FOLDER, 'no-such-folder/summary.md');
    const args = ['check', 'repaired', '--runs', '20', '--out', OUT];
    const { code, stderr } = await ended(startWith({ GITHUB_STEP_SUMMARY: lost }, ...args));
    expect(code).toBe(0);
    expect(stderr).toContain('faultline: cannot write to $GITHUB_STEP_SUMMARY: ENOENT');
  });

  test.each(['check', 'gate'])('of %s into a file is refused before the search', async (verb) => {
    const folder = file(`${verb}.txt`, '');
    const out = join(FOLDER, `nothing-of-${verb}`);
    const { code, stderr } = await faultline(verb, 'rfc', '--report', folder, '--out', out);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^faultline: cannot write to the directory .*\n$/);
    expect(existsSync(out)).toBe(false);
  });
});

describe.concurrent('report', () => {
  test('shows a document as the command did', async () => {
    const { code, stdout } = await faultline('report', GATE);
    expect(code).toBe(0);
    expect(stdout).toBe(read('gate.txt'));
    expect((await faultline('report', GATE, '--json')).stdout).toBe(read('gate.json'));
    expect((await faultline('report', GATE, '--format', 'markdown')).stdout).toBe(read('gate.md'));
  });

  test('makes what other tools read of it', async () => {
    const sarif = await faultline('report', GATE, '--format', 'sarif');
    expect(sarifFaults(JSON.parse(sarif.stdout))).toBe('');
    const { stdout } = await faultline('report', join(REPORT, 'check.json'), '--format', 'junit');
    expect(junitDocument(stdout).suites.map(({ name }) => name)).toEqual(['rfc', 'repaired']);
  });

  test('shows a counterexample, and gives it back as it is', async () => {
    const { stdout } = await faultline('report', KEPT);
    expect(stdout).toMatch(/^rfc: a run that breaks io-lock-balanced\n/);
    expect(stdout).toContain(`npx faultline replay ${KEPT}`);
    const again = await faultline('report', KEPT, '--json');
    expect(again.stdout).toBe(readFileSync(KEPT, 'utf8'));
  });

  test.each(['check', 'replay', 'explore', 'list'])('reads what %s prints', async (verb) => {
    const what = {
      check: ['repaired', '--runs', '20', '--out', OUT],
      replay: [KEPT],
      explore: ['repaired', '--world', 'one-fault', '--out', OUT],
      list: ['strategies'],
    }[verb]!;
    const { stdout } = await faultline(verb, ...what, '--json');
    const again = await faultline('report', file(`${verb}.json`, stdout), '--json');
    expect(again.stdout).toBe(stdout);
  });

  test('answers a mail', async () => {
    const { code, stdout } = await faultline('report', '--mail', KEPT);
    expect(code).toBe(0);
    expect(stdout).toContain('  io-lock-balanced: ttm_mem_io_lock of man-system has no');
    expect(stdout).toContain(`    npx faultline replay ${KEPT}\n`);
  });

  test('writes a page into a file, the one that --report wrote beside the explorer', async () => {
    const path = join(FOLDER, 'pages/gate.html');
    const { code, stdout } = await faultline('report', GATE, '--html', path);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    const links = /<a class="go-on".*?<\/a>/gu;
    expect(read('gate.html')).toMatch(links);
    expect(readFileSync(path, 'utf8')).toBe(read('gate.html').replaceAll(links, ''));
  });

  test.each([
    [['no-such.json'], 'no-such.json: there is no such file'],
    [[file('cut.json', '{')], 'cut.json: this is no JSON: '],
    [[file('other.json', '{"schema":"eslint/1"}')], 'found "eslint/1"\n'],
    [[file('bare.json', '[]')], 'found no schema name'],
    [
      [file('newer.json', '{"schema":"faultline.gate/2"}')],
      'found "faultline.gate/2", which a newer faultline wrote',
    ],
    [[file('short.json', '{"schema":"faultline.gate/1"}')], 'must have required property'],
    [[KEPT, '--format', 'junti'], 'no format is called junti; did you mean junit?'],
    [[KEPT, '--mail', '--kunit'], 'expected one format, found mail and kunit'],
    [[KEPT, '--mail', '--html', 'x.html'], 'expected one format, found mail and html'],
    [[KEPT, '--html', ''], '--html wants a value, found an empty one'],
    [[KEPT, '--html', FOLDER], 'cannot write to the directory'],
    [['--kunit', file('none.json', '')], 'this is no JSON'],
  ])('refuses %j in one line', async (args, line) => {
    const { code, stdout, stderr } = await faultline('report', ...args);
    expect(stderr).toContain(line);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  test('makes no test of nothing', async () => {
    const { stdout } = await faultline('list', 'strategies', '--json');
    const { code, stderr } = await faultline('report', '--kunit', file('list-only.json', stdout));
    expect(code).toBe(2);
    expect(stderr).toMatch(/^faultline: .*expected a document with a finding .*, found none\n$/);
  });
});

/** As much of <kunit/test.h> as a test needs to be compiled, in words of our own. */
const KUNIT = `
typedef _Bool bool;
struct kunit { int failed; };
struct kunit_case { void (*run)(struct kunit *test); const char *name; };
struct kunit_suite { const char *name; struct kunit_case *test_cases; };
#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))
#define KUNIT_CASE(function) { .run = function, .name = #function }
#define KUNIT_ASSERT_NOT_NULL(test, pointer) ((test)->failed |= !(pointer))
#define KUNIT_EXPECT_FALSE(test, value) ((test)->failed |= !!(value))
#define KUNIT_EXPECT_EQ(test, one, other) ((test)->failed |= (one) != (other))
#define kunit_skip(test, why) ((void)(test), (void)(why))
#define kunit_test_suite(suite) struct kunit_suite *faultline_suites[] = { &suite }
#define MODULE_LICENSE(name) const char faultline_license[] = name
`;

describe('a KUnit test', () => {
  test.each([
    ['gate.json', 1],
    ['check.json', 6],
  ])('of %s is C without a warning', async (name, least) => {
    const { code, stdout } = await faultline('report', '--kunit', join(REPORT, name));
    expect(code).toBe(0);
    expect(stdout.match(/KUNIT_CASE\(/g)!.length).toBeGreaterThanOrEqual(least);
    const files = new Map([
      ['kunit/test.h', KUNIT],
      ['test.c', stdout],
    ]);
    const strict = ['--target=wasm32', '-std=gnu11', '-Wall', '-Wextra', '-Werror'];
    const args = [
      ...strict,
      '-Wno-missing-field-initializers',
      '-I.',
      '-c',
      'test.c',
      '-o',
      'test.o',
    ];
    const made = await (await toolchain()).run({ program: 'clang', args, files, output: 'test.o' });
    expect(made.kind === 'failed' ? made.stderr : '').toBe('');
  });
});
