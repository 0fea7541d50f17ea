import { stepsOf } from '../../scheduler/schedule.ts';
import { replay as follow } from '../../scheduler/strategies/replay.ts';
import type { Strategy } from '../../scheduler/strategy.ts';
import { goOn } from '../../scheduler/task-set.ts';
import type { Counterexample } from '../answers/counterexample.ts';
import type { PortableEvent } from '../answers/portable-event.ts';
import { REPLAY_SCHEMA, type ReplayReport } from '../answers/replay-report.ts';
import type { Run } from '../answers/run.ts';
import { describe } from '../explore/finding-report.ts';
import { portableTrace } from '../run/portable.ts';
import type { Judged, Session } from '../run/session.ts';
import { alongEventSchedule } from './along-event-schedule.ts';
import { meaningOf } from './event-schedule.ts';

/** Beyond the recorded schedule the run goes on by itself: a mended subject may take more steps. */
export function thenGoOn(recorded: Strategy, steps: number): Strategy {
  return {
    begin: (tasks) => recorded.begin(tasks),
    next: (enabled, current, step) =>
      step < steps ? recorded.next(enabled, current, step) : goOn(enabled, current),
    get wanted() {
      return recorded.wanted ?? '';
    },
  };
}

/** What came of following a counterexample. */
export interface Replayed {
  readonly report: ReplayReport;
  /** The run in which the law broke, for asking about its continuations; null if there is none. */
  readonly run: Run | null;
}

/**
 * Walks the schedule of a counterexample again and judges what comes of it: step by step, and where
 * the subject does not take the same steps any more, by what they meant.
 */
export function followed(session: Session, file: Counterexample): Replayed {
  const exact = bySteps(session, file);
  const { verdict, difference } = exact.report;
  if (verdict === 'reproduced' || difference === null) return exact;
  const meant = byMeaning(session, file, difference);
  return meant.report.verdict === 'diverged' && verdict !== 'diverged' ? exact : meant;
}

/** Follows the schedule to the letter. */
function bySteps(session: Session, file: Counterexample): Replayed {
  const { finding } = file;
  const { world, schedule } = finding.shrunk;
  const judged = session.locating(() =>
    session.judge(world, thenGoOn(follow(schedule), stepsOf(schedule))),
  );
  const trace = portableTrace(session.trace, session.taskNames(judged.world));
  const { finding: again, run } = againOf(session, judged, file);
  const answer = (
    verdict: ReplayReport['verdict'],
    difference: ReplayReport['difference'] = null,
  ): Replayed => ({
    report: {
      schema: REPLAY_SCHEMA,
      subject: session.subject.name,
      verdict,
      difference,
      finding: again,
    },
    run,
  });

  const { outcome, steps } = judged.execution;
  if (outcome.kind === 'diverged') {
    return answer('diverged', { step: steps, expected: outcome.wanted, found: outcome.found });
  }
  if (steps < stepsOf(schedule)) {
    const expected = `${stepsOf(schedule)} steps`;
    return answer('diverged', { step: steps, expected, found: `the run ended after ${steps}` });
  }
  const broke = judged.violations.some(({ invariant }) => invariant === finding.invariant);
  if (!broke) return answer('held', firstDifference(finding.trace, trace));
  const difference = firstDifference(finding.trace, trace);
  return answer(difference ? 'changed' : 'reproduced', difference);
}

/** Follows what the schedule means; the law can break although a turn could not be followed. */
function byMeaning(
  session: Session,
  file: Counterexample,
  diverged: NonNullable<ReplayReport['difference']>,
): Replayed {
  const { finding } = file;
  const path = alongEventSchedule(meaningOf(finding), session.trace);
  const judged = session.locating(() => session.judge(finding.shrunk.world, path));
  const { finding: again, run } = againOf(session, judged, file);
  const lost = path.lost();
  return {
    report: {
      schema: REPLAY_SCHEMA,
      subject: session.subject.name,
      verdict: again !== null ? 'reproduced' : lost !== null ? 'diverged' : 'held',
      difference: lost,
      finding: again,
      byMeaning: { diverged },
    },
    run,
  };
}

/** The law of the file as it broke in the session's last run, if it did. */
function againOf(session: Session, judged: Judged, { finding }: Counterexample) {
  const violation = judged.violations.find(({ invariant }) => invariant === finding.invariant);
  if (!violation) return { finding: null, run: null };
  const primary = judged.primaries.find((one) => one.violation === violation);
  const diverged = judged.execution.outcome.kind === 'diverged';
  return {
    finding: describe(
      session,
      judged,
      primary ?? { violation, consequences: [] },
      finding.original,
    ),
    // Where a replay could not go on there is no run whose continuations could be asked about.
    run: diverged ? null : session.lastRun(judged.world),
  };
}

function firstDifference(
  expected: readonly PortableEvent[],
  found: readonly PortableEvent[],
): ReplayReport['difference'] {
  const length = Math.max(expected.length, found.length);
  for (let index = 0; index < length; index += 1) {
    const [wanted, came] = [expected[index], found[index]];
    if (wanted && came && wanted.task === came.task && wanted.text === came.text) continue;
    const line = (event?: PortableEvent): string =>
      event ? `${event.task}: ${event.text}` : 'the end of the run';
    const step = (came ?? wanted)!.step;
    return { step, expected: line(wanted), found: line(came) };
  }
  return null;
}
