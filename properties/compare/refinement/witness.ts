import { along } from '../../../scheduler/along.ts';
import { scheduleOf } from '../../../scheduler/schedule.ts';
import type { PortableEvent } from '../../answers/portable-event.ts';
import type { WitnessRun } from '../../answers/refinement.ts';
import { portableTrace } from '../../run/portable.ts';
import type { Side } from './sides.ts';

/** Where two runs part. */
export interface Parts {
  /** Letters that both have shown. */
  readonly common: number;
  /** The task of which they show something different, -1 for none. */
  readonly task: number;
}

/**
 * The run that begins with these steps, from where it shows more than both have shown; and what the
 * task did before that and has not shown by then.
 */
export function witnessRun(
  side: Side,
  tasks: readonly number[],
  { common, task: who }: Parts,
): WitnessRun {
  const shown = side.shown(along(tasks));
  const parts = shown.steps[common - 1] ?? 0;
  const own = shown.by.slice(0, common).lastIndexOf(who);
  const since = who < 0 ? parts : (shown.steps[own] ?? 0);
  const { session, names } = side;
  const { simulation, trace } = session;
  session.locating(() => simulation.run(session.subject, side.world, along(tasks)));
  const isSeen = ({ step, event, task }: PortableEvent): boolean =>
    (step >= parts || (task === names[who] && step >= since)) && !ACCESSES.includes(event);
  return {
    schedule: scheduleOf(trace, names),
    parts,
    differs: shown.steps[common] ?? parts,
    trace: portableTrace(trace, names).filter(isSeen),
  };
}

const ACCESSES = ['read', 'write'];
