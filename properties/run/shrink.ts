import * as fc from 'fast-check';
import type { Run } from '../answers/run.ts';
import type { Cause } from '../answers/work.ts';
import { causeOf } from '../judge/cause.ts';
import type { Primary } from '../judge/primary.ts';
import { runArbitrary } from '../worlds/arbitraries.ts';
import { settle } from '../worlds/settle.ts';
import { notBrokenAgain } from './determinism-check.ts';
import type { Judged, Session } from './session.ts';
import { smaller } from './simpler-runs.ts';

/** Rounds of both ways of shrinking, and small steps of one round. */
const ROUNDS_MAX = 8;
const STEPS_MAX = 500;

/** What has to stay true of a run while it shrinks. */
export interface Shrinking {
  /** Does the run still show what is wanted? */
  shows(judged: Judged): boolean;
  /** No more time: the run stays as large as it is. */
  giveUp(): boolean;
}

/** A run that was made small. */
export interface Shrunk {
  readonly run: Run;
  /** Why the law breaks in it. */
  readonly cause: Cause;
  /** No part of it can be left out; otherwise there was no time to find out. */
  readonly isSmallest: boolean;
}

/** The smallest run in which the subject breaks this law, not as a consequence. */
export function shrinkBroken(
  session: Session,
  { run, law }: { readonly run: Run; readonly law: string },
  giveUp: () => boolean,
): Shrunk {
  const isIt = ({ violation }: Primary): boolean => violation.invariant === law;
  let isSmallest = true;
  const shrunk = shrink(session, run, {
    shows: ({ primaries }) => primaries.some(isIt),
    giveUp: () => {
      isSmallest &&= !giveUp();
      return !isSmallest;
    },
  });
  const judged = session.judgeRun(shrunk);
  const shown = judged.primaries.find(isIt);
  if (!shown) throw notBrokenAgain(session.subject.name, law);
  return { run: shrunk, cause: causeOf(shown.violation, session.trace, judged.world), isSmallest };
}

/**
 * The smallest run that still shows it: fast-check shrinks world and schedule together, in large
 * steps; then single parts are left out and fields simplified as long as any can be, so that in the
 * end every part is needed.
 */
export function shrink(session: Session, run: Run, { shows, giveUp }: Shrinking): Run {
  const holds = (candidate: Run): boolean => !giveUp() && shows(session.judgeRun(candidate));
  let smallest = run;
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const before = JSON.stringify(smallest);
    smallest = byFastCheck(session, smallest, holds);
    smallest = bySteps({ ...smallest, world: settle(smallest.world) }, holds);
    if (JSON.stringify(smallest) === before) break;
  }
  return smallest;
}

function byFastCheck(session: Session, run: Run, holds: (run: Run) => boolean): Run {
  const property = fc.property(runArbitrary(session.tools.actors), (value) => !holds(value));
  const { counterexample } = fc.check(property, { examples: [[run]], numRuns: 1, seed: 0 });
  return counterexample?.[0] ?? run;
}

/** Takes one small step after the other as long as there is one. */
function bySteps(run: Run, holds: (run: Run) => boolean): Run {
  let smallest = run;
  for (let step = 0; step < STEPS_MAX; step += 1) {
    const next = smaller(smallest).find(
      (candidate) => isSimpler(candidate, smallest) && holds(candidate),
    );
    if (!next) break;
    smallest = { ...next, world: settle(next.world) };
  }
  return smallest;
}

/** A step that `settle` takes back would be tried for ever. */
const isSimpler = (candidate: Run, { world, preemptions }: Run): boolean =>
  candidate.preemptions !== preemptions ||
  JSON.stringify(settle(candidate.world)) !== JSON.stringify(world);
