import type { World } from '../../impl/kernel/world.ts';
import type { Subject } from '../../impl/subject.ts';
import { FewestSearch } from '../../scheduler/explore/fewest.ts';
import { Search, type Visited } from '../../scheduler/explore/search.ts';
import type { Run } from '../answers/run.ts';
import { Session } from '../run/session.ts';
import type { Tools } from '../run/tools.ts';
import { runOf } from './exploration.ts';
import { brokenLoops, IN_LOOPS, stepsOf } from './graph.ts';
import { explorable } from './scene.ts';

/** The run with the fewest preemptions in which a law is broken. */
export interface Fewest {
  readonly run: Run;
  readonly preemptions: number;
  readonly steps: number;
  /** Everything with fewer preemptions was visited, and keeps the law. */
  readonly proven: boolean;
}

/** States with the task that ran last, which a search may visit. */
const STATES_MAX = 2_000_000;

interface Known {
  readonly tools: Tools;
  readonly known: ReadonlyMap<string, Run>;
  readonly stop: () => boolean;
}

/**
 * Looks for every law's run with the fewest preemptions (Musuvathi and Qadeer, PLDI 2007), in one
 * search over the remembered steps for each world.
 *
 * `known` has a run for each law, in whose world the search stays, with the failures that it has;
 * it stands where the search would become too long.
 */
export function fewestPreemptions(
  subject: Subject,
  { known, ...rest }: Known,
): Map<string, Fewest> {
  const byWorld = Map.groupBy(known, ([, { world }]) => JSON.stringify(world));
  const fewest = [...byWorld.values()].flatMap((some) => [
    ...fewestIn(subject, some[0]![1].world, { ...rest, known: new Map(some) }),
  ]);
  return new Map(fewest);
}

function fewestIn(
  subject: Subject,
  world: World,
  { tools, known, stop }: Known,
): Map<string, Fewest> {
  const fewest = new Map<string, Fewest>();
  const session = new Session(subject, tools);
  const note = (law: string, run: Run, proven: boolean): void => {
    const { primaries, execution } = session.judgeRun(run);
    if (!primaries.some(({ violation }) => violation.invariant === law)) return;
    const { preemptions, steps } = execution;
    fewest.set(law, { run, preemptions, steps, proven });
  };
  const found = explorable(subject, { world, tools }, () => {
    const steps = stepsOf(subject, world, tools);
    const enough = ({ states }: Visited): boolean => states >= STATES_MAX || stop();
    // Loops are known once every step is.
    const inLoops = IN_LOOPS.some((law) => known.has(law));
    if (inLoops) new Search(steps, { stop: enough }).run();
    const loops = inLoops ? brokenLoops(steps, world.faults.length) : [];
    const found = new Set(known.keys());
    return new FewestSearch(steps, { found, loops, stop: enough }).run();
  });
  for (const [law, { tasks, proven }] of found) {
    note(law, runOf(subject, world, { tools, tasks }), proven);
  }
  for (const [law, run] of known) {
    if (!fewest.has(law)) note(law, run, false);
  }
  return fewest;
}
