import { TRAP_BEGIN } from '../../impl/kernel/marks.ts';
import type { World } from '../../impl/kernel/world.ts';
import type { Subject } from '../../impl/subject.ts';
import type { Outcome } from '../../scheduler/execute.ts';
import type { Judge, JudgedStep, Knowledge, Verdict } from '../../scheduler/explore/judge.ts';
import { IF_BACK, LAP } from '../../scheduler/graph/failure-probability.ts';
import type { Operation } from '../../scheduler/operation.ts';
import { EVENT_WORDS, FIELD } from '../../scheduler/trace.ts';
import type { Cause } from '../answers/work.ts';
import { causeOf, keyOf } from '../judge/cause.ts';
import type { Violation } from '../judge/invariant.ts';
import type { Tools } from '../run/tools.ts';
import { RememberedFacts } from './remembered-facts.ts';

/** The law that is broken by coming back. */
const RESOLVES = 'always-resolves';

/**
 * Finds that a run breaks a law for the same cause as a finding, be it as a consequence of another
 * one. Of a law only the first breach of a run counts, so nothing that follows it matters.
 */
export class CauseJudge implements Judge {
  private readonly world: World;
  private readonly cause: Cause;
  private readonly known: RememberedFacts;

  constructor(subject: Subject, world: World, cause: Cause, { invariants }: Tools) {
    this.world = world;
    this.cause = cause;
    // The others only take time: no law asks what another one has found.
    const law = new Map([[cause.invariant, invariants.get(cause.invariant)!]]);
    this.known = new RememberedFacts({ subject, world }, law, 0);
    // Whether the task is back is not the judge's to see: it says what is so if it is.
    this.known.oracle.facts.isBack = (_task, fingerprint) => fingerprint !== 0;
  }

  begin(tasks: number, events: Int32Array): Knowledge {
    return this.known.begin(tasks, events);
  }

  judge({ task, events }: JudgedStep, shared: number, own: number): Verdict {
    const { known } = this;
    known.load(shared, task, own);
    known.follow(events);
    const { found } = known.oracle;
    const isLap = this.cause.invariant === RESOLVES && begins(events);
    return {
      shared: known.sharedNow(),
      own: known.ownOf(task),
      ends: found.length > 0 && !isLap,
      found: this.causesOf(found),
      marks: isLap ? LAP | (found.length > 0 ? IF_BACK : 0) : 0,
    };
  }

  end(knowledge: Knowledge, outcome: Outcome): readonly string[] {
    return this.causesOf(this.known.end(knowledge, outcome));
  }

  endless(): readonly string[] {
    return [];
  }

  mindsWaiting(task: number, own: number, operation: Operation): boolean {
    return this.known.mindsWaiting(task, own, operation);
  }

  /** The cause of the first breach, if it is the one that is looked for. */
  private causesOf([first]: readonly Violation[]): readonly string[] {
    if (!first) return [];
    const key = keyOf(causeOf(first, this.known.trace, this.world));
    return key === keyOf(this.cause) ? [key] : [];
  }
}

/** Does an access trap in these events that has trapped before? */
function begins(events: Int32Array): boolean {
  for (let at = 0; at < events.length; at += EVENT_WORDS) {
    if (events[at] === TRAP_BEGIN.code && events[at + FIELD.c] !== 0) return true;
  }
  return false;
}
