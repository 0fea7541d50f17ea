import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { figure, median, type Row, type Topic, times } from './row.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const AIM = 1.7;
const OUT = ['--json', '--out', join(tmpdir(), 'faultline-bench-workers')];

/** A whole command with so many workers: its seconds on the wall, and what it printed. */
function timed(args: readonly string[], workers: number): { wall: number; stdout: string } {
  const command = ['cli/faultline.mjs', ...args, ...OUT, '--workers', String(workers)];
  const start = performance.now();
  const { stdout, stderr, status } = spawnSync(process.execPath, command, {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const wall = (performance.now() - start) / 1000;
  if (status !== 1) throw new Error(`the command ended with ${status}: ${stderr}`);
  return { wall, stdout };
}

function rowOf(args: readonly string[], rounds: number): Row {
  const pairs = Array.from({ length: rounds }, () => {
    const [one, two] = [timed(args, 1), timed(args, 2)];
    if (one.stdout !== two.stdout) throw new Error('two workers answer something else than one');
    return { one: one.wall, two: two.wall };
  });
  const ratio = median(pairs.map(({ one, two }) => one / two));
  return {
    what: `\`${args.join(' ')}\``,
    ours: `${figure(median(pairs.map(({ two }) => two)))} s, two workers`,
    theirs: `${figure(median(pairs.map(({ one }) => one)))} s, one worker`,
    measured: times(ratio),
    aim: `≥ ${AIM}×`,
    reached: ratio >= AIM,
  };
}

const topic: Topic = {
  title: 'Workers',
  note:
    'Wall time of whole commands, process start to exit, one worker and two by turns; needs two ' +
    'cores that nobody else uses. Both must print the same bytes.',
  async measure({ quick }) {
    const runs = quick ? '40000' : '200000';
    return [
      rowOf(['check', 'rfc', '--runs', runs], quick ? 1 : 5),
      rowOf(['gate', 'rfc', '--runs', runs], quick ? 1 : 5),
      rowOf(['explore', 'v5.3', 'v5.5', 'v5.6', 'v5.10'], quick ? 1 : 3),
    ];
  },
};

export default topic;
