import { scheduleOf } from '../../scheduler/schedule.ts';
import { goOn, type Strategy } from '../../scheduler/strategy.ts';
import type { PortableEvent } from '../finding.ts';
import { portableTrace } from '../portable.ts';
import type { WitnessRun } from './finding.ts';
import type { Side } from './sides.ts';

/** Takes these steps, and from then on goes on without preemptions. */
export function steps(tasks: readonly number[]): Strategy {
  return {
    begin() {},
    next(enabled, current, step) {
      const task = tasks[step];
      return task !== undefined && (enabled & (1 << task)) !== 0 ? task : goOn(enabled, current);
    },
  };
}

/** The run that begins with these steps, from where it shows more than `common` letters. */
export function witnessRun(side: Side, tasks: readonly number[], common: number): WitnessRun {
  const shown = side.shown(steps(tasks));
  const parts = common === 0 ? 0 : shown.steps[common - 1]!;
  const differs = shown.steps[common] ?? parts;
  const { session } = side;
  const { simulation, trace } = session;
  session.locating(() => simulation.run(session.subject, side.world, steps(tasks)));
  const isSeen = ({ step, event }: PortableEvent): boolean =>
    step >= parts && event !== 'read' && event !== 'write';
  return {
    schedule: scheduleOf(trace, side.names),
    parts,
    differs,
    trace: portableTrace(trace, side.names).filter(isSeen),
  };
}
