import { printable, wrapped } from '../draw/width.ts';
import type { Format, ReportedFinding } from '../format.ts';
import { type Judged, type Verdict, verdictsOf } from '../page/verdict.ts';
import { counted } from '../page/words.ts';
import { worldInWords } from '../page/world.ts';
import { expectationOf } from './kunit/expectation.ts';
import { type Turn, turnsOf } from './kunit/turns.ts';

/** C for a kernel tree: each finding as a KUnit test, on a fixture that the tree has to supply. */
const kunit: Format = {
  summary: 'A KUnit test in C: the world, the turns of the run, and what the law expects.',
  extension: '.kunit.c',
  render(report) {
    const verdicts = verdictsOf(report);
    const tests = verdicts.flatMap((verdict) =>
      chosen(verdict).map((finding) => ({ finding, subject: verdict.subject })),
    );
    const names = uniqueNames(tests.map(({ finding }) => finding.invariant));
    const bodies = tests.map((test, at) => testOf(test, names[at]!));
    return [
      ...head(tests),
      ...bodies.flatMap((lines) => ['', ...lines]),
      '',
      ...suiteOf(names),
      '',
    ].join('\n');
  },
};

export default kunit;

interface Test {
  readonly finding: ReportedFinding;
  readonly subject: string;
}

/** What the subject itself is to blame for; else what it has inherited. */
function chosen({ findings }: Verdict): ReportedFinding[] {
  const of = (...standings: Judged['standing'][]): ReportedFinding[] =>
    findings.filter(({ standing }) => standings.includes(standing)).map(({ finding }) => finding);
  const own = of('broken', 'accepted');
  const inherited = of('inherited');
  if (own.length > 0) return own;
  return inherited.length > 0 ? inherited : of('fixed');
}

const COLUMNS = 92;
const NOTE = `
A test of its own makes no interleaving: KUnit has no say in which thread runs. What is here is
the case and its turns; the tree under test supplies the fixture that is declared below, because
only a driver knows how its objects are made. faultline_run() lets a task take so many steps, each
a call of a primitive, and returns. It is simple where a task stops by itself, since it has ended
or waits for a lock. Where it says "not forced", the task has to be held between two primitives:
by a static stub (KUNIT_STATIC_STUB_REDIRECT) in the second one, or by a delay there, which is
likely but not certain. faultline_fail() wants a driver's callback, a static stub or fault
injection in the primitive.`;

function head(tests: readonly Test[]): string[] {
  const asked = tests.flatMap(({ finding }) => {
    const found = expectationOf(finding.invariant);
    return found?.kind === 'asked' ? [[found.prototype, found.what] as const] : [];
  });
  return [
    '// SPDX-License-Identifier: GPL-2.0 OR MIT',
    ...comment('', [`Found by faultline. ${NOTE.trim().replaceAll('\n', ' ')}`]),
    '#include <kunit/test.h>',
    '',
    'struct faultline_world;',
    '',
    '/* Makes what is described, one string for each thing; goes with the test. */',
    'struct faultline_world *faultline_world(struct kunit *test, const char *const *described,',
    '\t\t\t\t\tunsigned int count);',
    '/* Lets a call of a primitive by a task fail; call 0 stands for every one. */',
    'void faultline_fail(struct faultline_world *world, const char *task, const char *primitive,',
    '\t\t    unsigned int call, const char *error);',
    '/* Lets a task, begun if need be, take so many steps; comes back when it has, waits or ended. */',
    'void faultline_run(struct faultline_world *world, const char *task, unsigned int steps);',
    ...[...new Map(asked)].flatMap(([prototype, what]) => [`/* Says: ${what}. */`, prototype]),
  ];
}

function testOf({ finding, subject }: Test, name: string): string[] {
  const { invariant, claim, source, found, known, shrunk } = finding;
  const turns = turnsOf(finding);
  const held = turns.filter(({ stop }) => stop.kind === 'held').length;
  const sure =
    held === 0
      ? 'Every turn ends by itself, so that the order is forced.'
      : `${counted(held, 'turn')} of ${turns.length} must be held where nothing stops them.`;
  const failures = shrunk.world.failures.map(
    ({ task, primitive, call, error }) =>
      `\tfaultline_fail(world, ${text(`fault-${task + 1}`)}, ${text(primitive)}, ${call}, ${text(error)});`,
  );
  return [
    ...comment('', [
      `${invariant}: ${claim} (${source})`,
      `Found of ${subject}: ${found}.${known ? ` Known as ${known.row}.` : ''}`,
      sure,
      `The same case without a kernel: ${finding.replay}`,
    ]),
    `static void ${name}(struct kunit *test)`,
    '{',
    '\tstatic const char *const described[] = {',
    ...worldInWords(shrunk.world).map((line) => `\t\t${text(line)},`),
    '\t};',
    '\tstruct faultline_world *world;',
    '',
    '\tworld = faultline_world(test, described, ARRAY_SIZE(described));',
    '\tKUNIT_ASSERT_NOT_NULL(test, world);',
    ...failures,
    ...turns.flatMap(turnIn),
    '',
    ...endOf(invariant),
    '}',
  ];
}

function turnIn({ task, steps, from, to, stop }: Turn): string[] {
  const range = from === to ? `Step ${from}` : `Steps ${from} to ${to}`;
  const why = {
    ends: () => 'then it has ended or is not needed any more.',
    waits: () => `then it waits by itself: ${(stop as { before: string }).before}`,
    held: () => {
      const { after, before } = stop as { after: string; before: string };
      return `not forced: it must stop after ${after}, before ${before}`;
    },
  }[stop.kind]();
  return [
    '',
    ...comment('\t', [`${range}; ${why}`]),
    `\tfaultline_run(world, ${text(task)}, ${steps});`,
  ];
}

function endOf(law: string): string[] {
  const expectation = expectationOf(law);
  if (expectation?.kind === 'asked') return [`\t${expectation.check}`];
  if (expectation) return comment('\t', [`Nothing to expect: it is seen by ${expectation.by}.`]);
  return [
    ...comment('\t', ['Nothing outside of the handler shows whether this law was kept.']),
    '\tkunit_skip(test, "the law leaves no trace that a test could see; replay the case");',
  ];
}

const suiteOf = (names: readonly string[]): string[] => [
  'static struct kunit_case faultline_cases[] = {',
  ...names.map((name) => `\tKUNIT_CASE(${name}),`),
  '\t{}',
  '};',
  '',
  'static struct kunit_suite faultline_suite = {',
  '\t.name = "faultline",',
  '\t.test_cases = faultline_cases,',
  '};',
  'kunit_test_suite(faultline_suite);',
  '',
  'MODULE_LICENSE("Dual MIT/GPL");',
];

/** Names of laws as names in C, no two alike. */
function uniqueNames(laws: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return laws.map((law) => {
    const name = `faultline_${law.replace(/\W+/g, '_').slice(0, 60)}`;
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name}__${times}`;
  });
}

/** A comment that no text can end. */
function comment(indent: string, paragraphs: readonly string[]): string[] {
  const lines = paragraphs.flatMap((one) =>
    wrapped(printable(one).replace(/\*(?=\/)|\/(?=\*)/g, '$& '), COLUMNS),
  );
  return [`${indent}/*`, ...lines.map((line) => `${indent} * ${line}`.trimEnd()), `${indent} */`];
}

/** A string literal; question marks because of trigraphs. */
const text = (raw: string): string =>
  `"${printable(raw).replace(/["\\]/g, '\\$&').replaceAll('?', '\\?')}"`;
