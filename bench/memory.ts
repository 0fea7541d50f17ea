import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { figure, type Row, type Topic } from './row.ts';

const AIM_MEGABYTES = 300;
/** More than the noise of the collector from one process to the next. */
const AIM_GROWTH = 1.15;
const SCRIPT = fileURLToPath(new URL('check-once.ts', import.meta.url));

/** Peak resident memory of a process that makes this many runs, in MB. */
async function peak(runs: number): Promise<number> {
  const { stdout } = await promisify(execFile)(process.execPath, [SCRIPT, String(runs)]);
  return JSON.parse(stdout).megabytes;
}

const topic: Topic = {
  title: 'Peak memory',
  note: '`check` of v5.5 on generated worlds, with shrinking, each in a process of its own.',
  async measure({ quick }) {
    const [few, many] = quick ? [2_000, 20_000] : [20_000, 200_000];
    const less = await peak(few!);
    const more = await peak(many!);
    const row = (runs: number, megabytes: number): Row => ({
      what: `check, ${figure(runs)} runs`,
      ours: `${figure(megabytes)} MB`,
      theirs: '',
      measured: `${figure(megabytes)} MB`,
      aim: `< ${AIM_MEGABYTES} MB`,
      reached: megabytes < AIM_MEGABYTES,
    });
    const growth = more / less;
    return [
      row(few!, less),
      row(many!, more),
      {
        what: 'growth over ten times the runs',
        ours: `${figure(less)} → ${figure(more)} MB`,
        theirs: '',
        measured: `${figure(growth)}×`,
        aim: `< ${AIM_GROWTH}×`,
        reached: growth < AIM_GROWTH,
      },
    ];
  },
};

export default topic;
