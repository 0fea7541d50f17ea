import type { Subject } from '../impl/subject.ts';
import { stepsOf } from '../scheduler/schedule.ts';
import { replay as follow } from '../scheduler/strategies/replay.ts';
import type { Strategy } from '../scheduler/strategy.ts';
import { goOn } from '../scheduler/task-set.ts';
import type { Counterexample } from './answers/counterexample.ts';
import type { PortableEvent } from './answers/portable-event.ts';
import { REPLAY_SCHEMA, type ReplayReport } from './answers/replay-report.ts';
import { alongEventSchedule } from './corpus/along-event-schedule.ts';
import { meaningOf } from './corpus/event-schedule.ts';
import { describe } from './explore/finding-report.ts';
import { portableTrace } from './run/portable.ts';
import { type Judged, Session } from './run/session.ts';
import type { Tools } from './run/tools.ts';

/** Beyond the recorded schedule the run goes on by itself: a mended subject may take more steps. */
function thenGoOn(recorded: Strategy, steps: number): Strategy {
  return {
    begin: (tasks) => recorded.begin(tasks),
    next: (enabled, current, step) =>
      step < steps ? recorded.next(enabled, current, step) : goOn(enabled, current),
    get wanted() {
      return recorded.wanted ?? '';
    },
  };
}

/**
 * Walks the schedule of a counterexample again and judges what comes of it: step by step, and where
 * the subject does not take the same steps any more, by what they meant.
 */
export function replay(file: Counterexample, subject: Subject, tools: Tools): ReplayReport {
  const session = new Session(subject, tools);
  const exact = bySteps(session, file);
  if (exact.verdict === 'reproduced' || exact.difference === null) return exact;
  const meant = byMeaning(session, file, exact.difference);
  return meant.verdict === 'diverged' && exact.verdict !== 'diverged' ? exact : meant;
}

/** Follows the schedule to the letter. */
function bySteps(session: Session, file: Counterexample): ReplayReport {
  const { finding } = file;
  const { world, schedule } = finding.shrunk;
  const judged = session.locating(() =>
    session.judge(world, thenGoOn(follow(schedule), stepsOf(schedule))),
  );
  const trace = portableTrace(session.trace, session.taskNames(judged.world));
  const answer = (
    verdict: ReplayReport['verdict'],
    difference: ReplayReport['difference'] = null,
  ): ReplayReport => ({
    schema: REPLAY_SCHEMA,
    subject: session.subject.name,
    verdict,
    difference,
    finding: againOf(session, judged, file),
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
): ReplayReport {
  const { finding } = file;
  const path = alongEventSchedule(meaningOf(finding), session.trace);
  const judged = session.locating(() => session.judge(finding.shrunk.world, path));
  const again = againOf(session, judged, file);
  const lost = path.lost();
  return {
    schema: REPLAY_SCHEMA,
    subject: session.subject.name,
    verdict: again !== null ? 'reproduced' : lost !== null ? 'diverged' : 'held',
    difference: lost,
    finding: again,
    byMeaning: { diverged },
  };
}

/** The law of the file as it broke in this run, if it did. */
function againOf(session: Session, judged: Judged, { finding }: Counterexample) {
  const violation = judged.violations.find(({ invariant }) => invariant === finding.invariant);
  if (!violation) return null;
  const primary = judged.primaries.find((one) => one.violation === violation);
  const { original } = finding;
  return describe(session, judged, primary ?? { violation, consequences: [] }, { original });
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
