import * as fc from 'fast-check';
import { scheduleOf } from '../../scheduler/schedule.ts';
import type { Change } from '../answers/gate-report.ts';
import type { Run } from '../answers/run.ts';
import { GOALS } from '../judge/goals.ts';
import type { Session } from '../run/session.ts';
import { shrink } from '../run/shrink.ts';
import type { CheckOptions } from '../run/tools.ts';
import type { SearchPart } from '../search/search-part.ts';
import { runArbitrary } from '../worlds/arbitraries.ts';
import { type Sides, underAnySchedule } from './both-sides.ts';

/** What the searches of both sides have found. */
export interface BothParts {
  readonly ours: SearchPart;
  readonly theirs: SearchPart;
}

/** Runs among which a witness of a change is looked for. */
const RUNS_MAX = 4000;

/**
 * Behaviour that one side showed in the search and the other never did: a return code or a row of
 * the domain's tables, each with the smallest run that shows it.
 *
 * What the other side can do in the witness's world, under another schedule, is no change.
 */
export function changesBetween(
  sides: Sides,
  { ours: { reached: here }, theirs: { reached: there } }: BothParts,
  options: CheckOptions,
): Change[] {
  return GOALS.flatMap(({ name }, goal) => {
    if (here[goal]! > 0 === there[goal]! > 0) return [];
    const ours = here[goal]! > 0;
    const [side, other] = ours ? [sides.ours, sides.theirs] : [sides.theirs, sides.ours];
    const witness = witnessOf(side, goal, options);
    if (!witness) return [];
    const { world } = side.judgeRun(witness);
    const schedule = scheduleOf(side.trace, side.taskNames(world));
    if (underAnySchedule(other, world, reaching(other, goal))) return [];
    const only = ours ? 'candidate' : 'baseline';
    return [{ behaviour: name, only, witness: { world, schedule } } as const];
  });
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
