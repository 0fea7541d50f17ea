import type { Subject } from '../../impl/subject.ts';
import { scheduleOf } from '../../scheduler/schedule.ts';
import { placeName } from '../../scheduler/source-line.ts';
import type { Coverage } from '../answers/coverage.ts';
import type { Finding } from '../answers/finding.ts';
import type { Run, Size } from '../answers/run.ts';
import type { SearchPart } from '../answers/work.ts';
import { GOALS } from '../judge/goals.ts';
import { knownDefect } from '../judge/known-defects.ts';
import type { Primary } from '../judge/primary.ts';
import { ChartFollower } from '../judge/statechart/chart-follower.ts';
import { chartPathOf } from '../judge/statechart/chart-path.ts';
import { blameOf } from '../run/blame.ts';
import { notBrokenAgain } from '../run/determinism-check.ts';
import { excerptOf, linesOf } from '../run/excerpt.ts';
import { portableTrace } from '../run/portable.ts';
import type { Judged, Session } from '../run/session.ts';
import { brokenLoop, lassoOf } from './lasso.ts';

/** How large the run was that the session ran last. */
export function sizeOf({ world, execution }: Judged): Size {
  return {
    faults: world.failures.length,
    tasks: world.faults.length + world.environment.length,
    switches: execution.preemptions,
    steps: execution.steps,
  };
}

/** Runs both runs again, and writes down what the smaller one shows of the law. */
export function findingOf(
  session: Session,
  invariant: string,
  { original, shrunk }: { readonly original: Run; readonly shrunk: Run },
): Finding {
  const before = sizeOf(session.judgeRun(original));
  const judged = session.locating(() => session.judgeRun(shrunk));
  const primary = judged.primaries.find(({ violation }) => violation.invariant === invariant);
  if (!primary) throw notBrokenAgain(session.subject.name, invariant);
  return describe(session, judged, primary, before);
}

/** What the session's last run shows of a law that is broken there. */
export function describe(
  session: Session,
  judged: Judged,
  { violation, consequences }: Primary,
  original: Size,
): Finding {
  const { world, execution } = judged;
  const names = session.taskNames(world);
  const law = session.tools.invariants.get(violation.invariant)!;
  const known = knownDefect({ subject: session.subject, ...violation });
  const blame = law.wantsBack && blameOf(law.wantsBack, session.trace, violation);
  const excerpt = excerptOf(session.subject, session.trace, violation, blame?.left);
  const lines = linesOf(session.subject, session.trace);
  const chart = chartPathOf(
    session.trace,
    { world, profile: session.subject.profile },
    session.tools,
  );
  const loop = brokenLoop(session.trace, violation);
  return {
    invariant: violation.invariant,
    claim: law.claim,
    source: law.source,
    found: named(violation.found, names),
    known: known ? { row: known.row, summary: known.summary } : null,
    task: names[violation.task] ?? '',
    step: violation.step,
    event: violation.event,
    consequences: consequences.map(({ invariant, found, task, step }) => ({
      invariant,
      found: named(found, names),
      task: names[task] ?? '',
      step,
    })),
    original,
    shrunk: { ...sizeOf(judged), world, schedule: scheduleOf(session.trace, names) },
    outcome: execution.outcome,
    trace: portableTrace(session.trace, names),
    ...(blame ? { blame: { taken: placeName(blame.taken), left: placeName(blame.left) } } : {}),
    ...(excerpt ? { excerpt } : {}),
    ...(lines.length > 0 ? { lines } : {}),
    ...(chart.length > 0 ? { chart } : {}),
    ...(loop ? { lasso: lassoOf(session.trace, loop, names) } : {}),
  };
}

/** Laws know tasks by number; readers know them by name. */
const named = (text: string, names: readonly string[]): string =>
  text.replace(/\btask (\d+)\b/g, (all, id: string) => names[Number(id)] ?? all);

/** What a search has covered. */
export function coverageOf(subject: Subject, part: SearchPart): Coverage {
  const source = subject.sourceCoverage?.(part.blocks);
  const goals = GOALS.map((goal, index) => ({ goal, reached: part.reached[index]! }))
    .filter(({ goal }) => goal.applies?.(subject.profile) ?? true)
    .map(({ goal: { name, source }, reached }) => ({ name, source, reached }));
  const chart = new ChartFollower();
  chart.begin(subject.profile);
  chart.take(part.transitions);
  return {
    goals,
    transitions: chart.coverage(),
    outcomes: part.outcomes,
    ...(source ? { source } : {}),
  };
}
