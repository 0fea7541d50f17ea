import type { Schedule } from '../../scheduler/schedule.ts';

/** The first steps of a schedule, as an address says them: `fault-1*3,gpu*1`. */
export function turnsUpTo(schedule: Schedule, steps: number): string {
  let left = steps;
  const turns: string[] = [];
  for (const turn of schedule) {
    const taken = Math.min(left, turn.steps);
    if (taken > 0) turns.push(`${turn.task}*${taken}`);
    left -= taken;
  }
  return turns.join(',');
}
