import * as fc from 'fast-check';
import { scheduleOf } from '../../scheduler/schedule.ts';
import type { Change } from '../answers/gate-report.ts';
import type { Run } from '../answers/run.ts';
import type { SearchPart } from '../answers/work.ts';
import { GOALS } from '../judge/goals.ts';
import type { Session } from '../run/session.ts';
import { shrink } from '../run/shrink.ts';
import type { CheckOptions } from '../run/tools.ts';
import { runArbitrary } from '../worlds/arbitraries.ts';
import { type Sides, underAnySchedule } from './both-sides.ts';

/** Runs among which a witness of a change is looked for. */
const RUNS_MAX = 4000;

/** A goal that only one side has reached: a return code, or a row of the domain's tables. */
export interface OneSided {
  /** Its number in `GOALS`. */
  readonly goal: number;
  readonly only: Change['only'];
}

/** The goals that one side has reached in its search and the other has not. */
export const oneSidedGoals = (candidate: SearchPart, baseline: SearchPart): OneSided[] =>
  GOALS.flatMap((_, goal) => {
    const [here, there] = [candidate.reached[goal]! > 0, baseline.reached[goal]! > 0];
    return here === there ? [] : [{ goal, only: here ? 'candidate' : 'baseline' } as const];
  });

/**
 * The behaviour behind such a goal, with the smallest run that shows it; undefined if none is found
 * again, or if the other side can do it in the same world, under another schedule.
 */
export function changeOf(
  { candidate, baseline }: Sides,
  { goal, only }: OneSided,
  options: CheckOptions,
): Change | undefined {
  const isOurs = only === 'candidate';
  const [side, other] = isOurs ? [candidate, baseline] : [baseline, candidate];
  const witness = witnessOf(side, goal, options);
  if (!witness) return undefined;
  const { world } = side.judgeRun(witness);
  const schedule = scheduleOf(side.trace, side.taskNames(world));
  if (underAnySchedule(other, world, reaching(other, goal))) return undefined;
  return { behaviour: GOALS[goal]!.name, only, witness: { world, schedule } };
}

/** Asks of one run after the other whether it has reached the goal. */
function reaching(session: Session, goal: number): () => boolean {
  let before = session.oracle.reached[goal]!;
  return () => {
    const now = session.oracle.reached[goal]!;
    const reached = now > before;
    before = now;
    return reached;
  };
}

function witnessOf(session: Session, goal: number, options: CheckOptions): Run | undefined {
  const arbitrary = runArbitrary(session.tools.actors, options.world?.world);
  const shows = reaching(session, goal);
  if (options.giveUp()) return undefined;
  const drawn = fc.sample(arbitrary, { seed: options.seed, numRuns: RUNS_MAX });
  const run = drawn.find((one) => {
    if (options.giveUp()) return false;
    session.judgeRun(one);
    return shows();
  });
  return run && shrink(session, run, { shows, giveUp: options.giveUp });
}
