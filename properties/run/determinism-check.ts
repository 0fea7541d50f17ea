import type { World } from '../../impl/kernel/world.ts';
import { UnusableSubject } from '../../impl/subject.ts';
import { type Difference, differs } from '../../scheduler/determinism.ts';
import { preemptionsOf } from '../../scheduler/schedule.ts';
import { preemptions } from '../../scheduler/strategies/preemptions.ts';
import type { TraceEvent } from '../../scheduler/trace.ts';
import { portableEvent } from './portable.ts';
import type { Session } from './session.ts';

/** Runs of a search of which one is made twice: a prime, so that strategies take turns in it. */
export const TWICE_EVERY = 61;

/**
 * Makes the session's last run once more; the subject is unusable if it goes differently.
 *
 * What it does may depend on nothing but the answers that it gets and the memory that it reads: a
 * subject that remembers earlier runs, or throws dice, cannot be judged by any of its runs.
 */
export function assertRepeats(session: Session, settled: World): void {
  const first = session.trace.copy();
  const switches = preemptionsOf(first);
  const again = () => {
    session.simulation.run(session.subject, settled, preemptions(switches));
    return session.trace;
  };
  const difference = differs(() => first, again);
  if (difference) {
    throw notDeterministic(session.subject.name, session.taskNames(settled), difference);
  }
}

/** The failure of a subject that did not do the same again, with the first event that differs. */
export function notDeterministic(
  subject: string,
  tasks: readonly string[],
  { first, second }: Difference,
): UnusableSubject {
  const { task, step } = (first ?? second)!;
  const inWords = (event: TraceEvent | null): string =>
    event ? portableEvent(event, tasks).text : 'the end of the run';
  const who = tasks[task] ?? 'the kernel';
  return new UnusableSubject(
    `${subject} is not deterministic: ${who} did not do the same again at step ${step}: ` +
      `${inWords(first)}, then ${inWords(second)}`,
  );
}

/** The failure of a subject that broke a law, and kept it when the run was made again. */
export const notBrokenAgain = (subject: string, law: string): UnusableSubject =>
  new UnusableSubject(
    `${subject} is not deterministic: a run that broke ${law} kept it when it was made again`,
  );
