import type { World } from '../../impl/kernel/world.ts';
import type { Schedule } from '../../scheduler/schedule.ts';
import { replay as follow } from '../../scheduler/strategies/replay.ts';
import { DIVERGED, type Strategy } from '../../scheduler/strategy.ts';
import { goOn } from '../../scheduler/task-set.ts';
import type { OtherSide } from '../answers/finding.ts';
import { portableTrace } from '../run/portable.ts';
import type { Session } from '../run/session.ts';

/** What this subject does in the world of another one's finding, under the same schedule. */
export function otherSideOf(
  session: Session,
  shown: { readonly world: World; readonly schedule: Schedule },
): OtherSide {
  const { world } = session.locating(() =>
    session.judge(shown.world, asFarAsPossible(shown.schedule)),
  );
  const { subject, trace } = session;
  return { subject: subject.name, trace: portableTrace(trace, session.taskNames(world)) };
}

/** Follows a schedule until the run cannot; what it does from there on is its own. */
function asFarAsPossible(schedule: Schedule): Strategy {
  const recorded = follow(schedule);
  let lost = false;
  return {
    begin(tasks) {
      lost = false;
      recorded.begin(tasks);
    },
    next(enabled, current, step) {
      const task = lost ? DIVERGED : recorded.next(enabled, current, step);
      lost = task === DIVERGED;
      return lost ? goOn(enabled, current) : task;
    },
  };
}
