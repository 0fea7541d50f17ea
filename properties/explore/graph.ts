import { ENDLESS } from '../../impl/kernel/trap.ts';
import type { World } from '../../impl/kernel/world.ts';
import type { Subject } from '../../impl/subject.ts';
import type { FoundLoop } from '../../scheduler/explore/fewest.ts';
import { BEGINS_ANEW } from '../../scheduler/explore/judge.ts';
import { loneLoops } from '../../scheduler/explore/lone-loops.ts';
import { Steps } from '../../scheduler/explore/steps.ts';
import type { Tools } from '../run/tools.ts';
import { CALLS, INEXCUSABLE, LawJudge, RETRIES } from './law-judge.ts';
import { stageOf } from './stage.ts';

/** The law about runs that never end: it is judged in loops. */
const RESOLVES = 'always-resolves';
/** Laws that may be broken by going round for ever. */
export const IN_LOOPS: readonly string[] = [RESOLVES, 'conforms-to-statechart'];

/** The steps of a subject in one world, judged by every law; accesses trap without limit. */
export function stepsOf(subject: Subject, world: World, tools: Tools): Steps {
  const stage = stageOf(subject, world, tools);
  stage.machine.trapLimit = ENDLESS;
  return new Steps(stage, new LawJudge(subject, world, tools));
}

/**
 * Loops of a faulting task alone that break a law: an access traps again and again although
 * nothing excuses it, or the handler goes round in itself. And loops in which it stays certain for
 * ever that no law says better what the statechart has noticed.
 */
export const brokenLoops = (steps: Steps, faultingTasks: number): FoundLoop[] =>
  loneLoops(steps).flatMap((loop) => {
    if (loop.task >= faultingTasks) return [];
    const marks = loop.steps.reduce((all, step) => all | steps.marks(step), 0);
    const isBroken = (marks & INEXCUSABLE) !== 0 || (marks & (BEGINS_ANEW | CALLS | RETRIES)) === 0;
    // What is said of the loop comes after what the statechart noticed, and says it better.
    const found = isBroken ? [RESOLVES] : steps.foundIfEndless(loop.shared);
    return found.length === 0 ? [] : [{ ...loop, found }];
  });
