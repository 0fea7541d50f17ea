import type { World } from '../../impl/kernel/world.ts';
import type { Subject } from '../../impl/subject.ts';
import { workOf } from '../../scheduler/explore/explored.ts';
import type { Run } from '../answers/run.ts';
import { Session } from '../run/session.ts';
import type { Tools } from '../run/tools.ts';
import { exploreWorld } from './exploration.ts';

/** The run with the fewest preemptions in which a law is broken. */
export interface Fewest {
  readonly run: Run;
  readonly preemptions: number;
  readonly steps: number;
  /** Everything with fewer preemptions was visited, and keeps the law. */
  readonly proven: boolean;
}

/** Transitions that a search may take for one number of preemptions. */
const TRANSITIONS_MAX = 300_000;

/**
 * Looks for every law's run with the fewest preemptions: first in all runs without any, then in all
 * with one, and so on (Musuvathi and Qadeer, PLDI 2007).
 *
 * `known` has a run for each law, which stands where a search would become too long.
 */
export function fewestPreemptions(
  subject: Subject,
  world: World,
  { tools, known, stop }: { tools: Tools; known: ReadonlyMap<string, Run>; stop: () => boolean },
): Map<string, Fewest> {
  const session = new Session(subject, tools);
  const fewest = new Map<string, Fewest>();
  const note = (law: string, run: Run, proven: boolean): void => {
    const { primaries, execution } = session.judgeRun(run);
    if (!primaries.some(({ violation }) => violation.invariant === law)) return;
    const { preemptions, steps } = execution;
    fewest.set(law, { run, preemptions, steps, proven });
  };
  let proven = true;
  for (let preemptions = 0; proven && fewest.size < known.size; preemptions += 1) {
    const left = [...known.keys()].filter((law) => !fewest.has(law));
    const { all, broken } = exploreWorld(subject, world, {
      tools,
      how: { reduction: 'all', merge: true, preemptions },
      stop: (effort, found) =>
        workOf(effort) >= TRANSITIONS_MAX || stop() || left.every((law) => found.has(law)),
    });
    for (const law of left) {
      const run = broken.get(law);
      if (run) note(law, run, proven);
    }
    proven &&= all || left.every((law) => fewest.has(law));
  }
  for (const [law, run] of known) {
    if (!fewest.has(law)) note(law, run, false);
  }
  return fewest;
}
