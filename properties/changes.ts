import * as fc from 'fast-check';
import { scheduleOf } from '../scheduler/schedule.ts';
import { runArbitrary } from './arbitraries.ts';
import type { Change, Run } from './finding.ts';
import { GOALS } from './goals.ts';
import type { Session } from './session.ts';
import { shrink } from './shrink.ts';
import type { CheckOptions } from './tools.ts';

/** Runs among which a witness of a change is looked for. */
const RUNS_MAX = 4000;

/**
 * Behaviour that one side showed in the search and the other never did: a return code or a row of
 * the domain's tables, each with the smallest run that shows it.
 */
export function changesBetween(ours: Session, theirs: Session, options: CheckOptions): Change[] {
  const changes: Change[] = [];
  const [reachedHere, reachedThere] = [ours.oracle.reached.slice(), theirs.oracle.reached.slice()];
  GOALS.forEach((goal, index) => {
    const here = reachedHere[index]! > 0;
    const there = reachedThere[index]! > 0;
    if (here === there) return;
    const side = here ? ours : theirs;
    const witness = witnessOf(side, index, options);
    if (!witness) return;
    const { world } = side.judgeRun(witness);
    const schedule = scheduleOf(side.trace, side.taskNames(world));
    changes.push({
      behaviour: goal.name,
      only: here ? 'candidate' : 'baseline',
      witness: { world, schedule },
    });
  });
  return changes;
}

function witnessOf(session: Session, goal: number, options: CheckOptions): Run | undefined {
  const reaches = (run: Run): boolean => {
    const before = session.oracle.reached[goal]!;
    session.judgeRun(run);
    return session.oracle.reached[goal]! > before;
  };
  const arbitrary = runArbitrary(session.tools.actors, options.world?.world);
  const run = fc.sample(arbitrary, { seed: options.seed, numRuns: RUNS_MAX }).find(reaches);
  if (!run) return undefined;
  let before = session.oracle.reached[goal]!;
  const shows = (): boolean => {
    const now = session.oracle.reached[goal]!;
    const reached = now > before;
    before = now;
    return reached;
  };
  return shrink(session, run, { shows, giveUp: options.giveUp });
}
