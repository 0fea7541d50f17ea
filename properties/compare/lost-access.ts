import * as fc from 'fast-check';
import { TRAP_END, TRAP_ENDS, type TrapEnd } from '../../impl/kernel/marks.ts';
import type { World } from '../../impl/kernel/world.ts';
import { scheduleOf } from '../../scheduler/schedule.ts';
import { EVENT_WORDS, FIELD } from '../../scheduler/trace.ts';
import type { Change } from '../answers/gate-report.ts';
import type { Run } from '../answers/run.ts';
import { seedOf } from '../run/draws.ts';
import type { Session } from '../run/session.ts';
import { shrink } from '../run/shrink.ts';
import type { CheckOptions } from '../run/tools.ts';
import { runArbitrary } from '../worlds/arbitraries.ts';
import { settle } from '../worlds/settle.ts';
import { type Sides, underAnySchedule } from './both-sides.ts';

/** Runs of both sides that are drawn, and accesses that are looked at more closely. */
const RUNS_DRAWN = 600;
const TRIED_MAX = 5;

/** What a report calls it. */
export const ACCESS_SUCCEEDS = 'the access succeeds';

/**
 * An access that succeeds with the baseline, and with the candidate under no schedule of the many
 * that are tried, although nothing fails in that world. No law need be broken for it: whoever
 * refuses a page that could be mapped gives a reason.
 */
export function lostAccess(sides: Sides, options: CheckOptions): Change | undefined {
  const { candidate, baseline } = sides;
  const arbitrary = runArbitrary(candidate.tools.actors, options.world?.world);
  const drawn = fc.sample(arbitrary, { seed: seedOf(options.seed, 3), numRuns: RUNS_DRAWN });
  let tried = 0;
  const small = [...candidate.tools.worlds.values()].map(({ world }) => ({
    world,
    preemptions: [],
  }));
  for (const one of [...small, ...drawn]) {
    if (options.giveUp() || tried >= TRIED_MAX) return undefined;
    const run = { ...one, world: undisturbed(one.world) };
    baseline.judgeRun(run);
    if (refused(sides, run).length === 0) continue;
    tried += 1;
    const shrunk = shrink(baseline, run, {
      shows: ({ world }) => refused(sides, baseline.lastRun(world)).length > 0,
      giveUp: options.giveUp,
    });
    const { world } = baseline.judgeRun(shrunk);
    const schedule = scheduleOf(baseline.trace, baseline.taskNames(world));
    const tasks = refused(sides, baseline.lastRun(world));
    const isNever = tasks.some(
      (task) => !underAnySchedule(candidate, world, () => endOf(candidate, task) === 'mapped'),
    );
    if (!isNever) continue;
    return {
      behaviour: ACCESS_SUCCEEDS,
      only: 'baseline',
      unsafe: true,
      witness: { world, schedule },
    };
  }
  return undefined;
}

/** A world in which nothing fails, and no hook gives an object what only its callers find. */
function undisturbed(world: World): World {
  const { notify } = world.driver;
  const driver = notify === 'absent' ? world.driver : { ...world.driver, notify: 'keeps' as const };
  return settle({ ...world, failures: [], driver });
}

/** Tasks whose access succeeded in the baseline's last run, and fails in the same run here. */
function refused({ candidate, baseline }: Sides, run: Run): number[] {
  const mapped = run.world.faults.flatMap((_, task) =>
    endOf(baseline, task) === 'mapped' ? [task] : [],
  );
  if (mapped.length === 0) return [];
  candidate.judgeRun(run);
  return mapped.filter((task) => FAILED.includes(endOf(candidate, task)));
}

const FAILED: readonly (TrapEnd | undefined)[] = ['error', 'gave-up'];

/** How a task's access ended in the last run. */
function endOf({ trace: { words, length } }: Session, task: number): TrapEnd | undefined {
  for (let at = 0; at < length; at += EVENT_WORDS) {
    if (words[at + FIELD.code] === TRAP_END.code && words[at + FIELD.task] === task) {
      return TRAP_ENDS[words[at + FIELD.reply]!];
    }
  }
  return undefined;
}
