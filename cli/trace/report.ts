import { TRACE_SCHEMA, type TraceReport } from '../../properties/answers/trace-report.ts';
import type { Invariant } from '../../properties/judge/invariant.ts';
import { usage } from '../exit.ts';
import { attemptsIn } from './attempts.ts';
import { ASKED, judgeAttempts, type LogFinding, whyNotAsked } from './judge.ts';
import { readLog } from './log.ts';

/** What is inline in headers, so that no tracer sees it. */
const ASSUMED = [
  'ttm_bo_get is inline: a reference that is put counts as taken before the mmap lock was dropped',
  'the mmap lock counts as held where a handler is called',
];

/** Judges the text of a log; wrong usage if it is none. */
export function reportOf(
  text: string,
  file: string,
  {
    handler,
    laws,
  }: { readonly handler: string | undefined; readonly laws: ReadonlyMap<string, Invariant> },
): TraceReport {
  const log = readLog(text);
  if (log.calls.length === 0) {
    throw usage(
      `${file}: expected a log of ftrace, trace-cmd report or bpftrace, found no call in it; ` +
        '`faultline trace --record` prints how to make one',
    );
  }
  const { attempts, unread } = attemptsIn(log, handler);
  const names = new Set([...log.calls.map(({ name }) => name), ...(log.recorded ?? [])]);
  const judged = judgeAttempts(attempts, laws, (name) => names.has(name));
  const place = (line: number): string => `${file}:${line}`;
  const gaps = [
    ...unread,
    ...judged.unread,
    ...log.lost.map(({ line, text: why }) => ({ line, why })),
  ];
  const lines = text.split('\n');
  const broken = judged.findings.length > 0;
  return {
    schema: TRACE_SCHEMA,
    log: file,
    verdict: broken ? 'broken' : judged.attempts > 0 ? 'kept' : 'nothing-judged',
    tasks: judged.tasks,
    attempts: judged.attempts,
    findings: judged.findings
      .toSorted((one, other) => one.line - other.line || byLaw(one) - byLaw(other))
      .map((finding) => findingOf(finding, { place, laws, lines })),
    gaps: gaps
      .toSorted((one, other) => one.line - other.line)
      .map(({ line, why }) => ({ place: place(line), why })),
    assumed: ASSUMED,
    asked: ASKED,
    notAsked: [...laws]
      .filter(([name]) => !ASKED.includes(name))
      .map(([invariant, law]) => ({ invariant, why: whyNotAsked(law) })),
  };
}

/** A law says more of what is wrong than the statechart, which every breach leaves. */
const byLaw = ({ violation }: LogFinding): number =>
  violation.invariant === 'conforms-to-statechart' ? 1 : 0;

function findingOf(
  { violation, line, attempt, flags, isFlagsKnown }: LogFinding,
  {
    place,
    laws,
    lines,
  }: {
    readonly place: (line: number) => string;
    readonly laws: ReadonlyMap<string, Invariant>;
    readonly lines: readonly string[];
  },
): TraceReport['findings'][number] {
  const { steps, returned } = attempt;
  const shown = new Set([attempt.line, ...steps.map((step) => step.line), returned.line, line]);
  return {
    place: place(line),
    invariant: violation.invariant,
    claim: laws.get(violation.invariant)!.claim,
    found: violation.found,
    task: attempt.task,
    handler: attempt.handler,
    flags,
    flagsKnown: isFlagsKnown,
    excerpt: [...shown]
      .sort((one, other) => one - other)
      .map((number) => `${number}: ${lines[number - 1]!.trim()}`),
  };
}
