import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { figure, median, type Topic } from './row.ts';

const AIM_SECONDS = 10;
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const COMMAND = ['cli/faultline.mjs', 'gate', 'rfc', '--baseline', 'v5.3'];
/** The posted patch has a regression of its own (domain.md §6 B1): the gate must say so. */
const EXIT_EXPECTED = 1;

function seconds(): number {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, COMMAND, { cwd: ROOT, encoding: 'utf8' });
  if (status !== EXIT_EXPECTED) throw new Error(`the gate ended with ${status}: ${stderr}`);
  return (performance.now() - start) / 1000;
}

const topic: Topic = {
  title: 'The gate',
  note: 'Wall time of the whole command as a user types it, process start to exit.',
  async measure({ quick }) {
    const walls = Array.from({ length: quick ? 1 : 5 }, seconds);
    const wall = median(walls);
    return [
      {
        what: `\`node ${COMMAND.join(' ')}\``,
        ours: walls.map((one) => figure(one)).join(', '),
        theirs: '',
        measured: `${figure(wall)} s`,
        aim: `< ${AIM_SECONDS} s`,
        reached: wall < AIM_SECONDS,
      },
    ];
  },
};

export default topic;
