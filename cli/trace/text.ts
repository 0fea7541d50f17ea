import type { TraceReport } from '../../properties/answers/trace-report.ts';
import { printable } from '../../reports/draw/width.ts';

const HEADS = {
  kept: 'nothing wrong: no law that was asked is broken',
  broken: 'a law is broken',
  'nothing-judged': 'nothing in it could be judged',
} as const;
/** Gaps beyond this are counted. */
const GAPS_MAX = 10;

/** The report for people. */
export function traceText(report: TraceReport, isVerbose: boolean): string {
  const { log, verdict, attempts, tasks, findings, gaps, assumed, asked, notAsked } = report;
  const of = `${counted(attempts, 'call')} of fault handlers by ${counted(tasks.length, 'task')}`;
  return [
    `${log}: ${HEADS[verdict]} (${of})`,
    ...findings.flatMap((finding, index) => findingLines(finding, findings[index + 1])),
    ...section('Not judged', limited(gaps.map(({ place, why }) => `${place}: ${why}`))),
    ...section('Taken for granted', assumed),
    '',
    `${counted(asked.length, 'law')} asked: ${asked.join(', ')}`,
    `${counted(notAsked.length, 'law')} not asked, as ${reasons(notAsked)}`,
    ...(isVerbose ? notAsked.map(({ invariant, why }) => `  ${invariant}: ${why}`) : []),
    '',
  ]
    .map(printable)
    .join('\n');
}

type Finding = TraceReport['findings'][number];

/** The lines of a call stand below the last of its findings. */
function findingLines(finding: Finding, next: Finding | undefined): string[] {
  const { place, invariant, claim, found, task, handler, flags, flagsKnown, excerpt } = finding;
  const known = flagsKnown ? `flags ${flags}` : 'whatever its flags were, which are not in the log';
  const isLast = next === undefined || next.excerpt.join() !== excerpt.join();
  return [
    '',
    `${place}: ${invariant}: ${found}`,
    `  ${claim}`,
    ...(isLast ? [`  ${handler} of ${task}, ${known}`, ...shortened(excerpt)] : []),
  ];
}

/** The same call again and again is shown once. */
function shortened(excerpt: readonly string[]): string[] {
  const alike = (line: string | undefined) => line?.replaceAll(/\d+/g, '');
  return excerpt.flatMap((line, index) => {
    if (alike(line) !== alike(excerpt[index - 1])) return [`    ${line}`];
    return alike(line) === alike(excerpt[index + 1]) ? [] : ['    …', `    ${line}`];
  });
}

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];

const limited = (lines: readonly string[]): readonly string[] =>
  lines.length <= GAPS_MAX
    ? lines
    : [...lines.slice(0, GAPS_MAX), `and ${lines.length - GAPS_MAX} more (--json has all)`];

const counted = (number: number, what: string): string =>
  `${number} ${what}${number === 1 ? '' : 's'}`;

const reasons = (notAsked: TraceReport['notAsked']): string =>
  [...new Set(notAsked.map(({ why }) => why))].join('; ');
