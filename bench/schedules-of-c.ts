import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { duel, type Round, type Rounds, rateOf, ratiosOf, stepsOf } from './duel.ts';
import type { Environment } from './rivals/promise-kernel.ts';
import { figure, median, type Row, type Topic, times } from './row.ts';

const AIMS = { unwatched: 100_000, watched: 50_000 } as const;
const ROUNDS: Rounds = { count: 9, seconds: 0.7 };
const ROUNDS_QUICK: Rounds = { count: 3, seconds: 0.3 };

const CONTESTANTS = './schedules-contestants.ts';
const OURS_IN_C = fileURLToPath(new URL('../impl/c/subjects/v5.5.c', import.meta.url));
/** Where `.ci/kernel-files` puts the kernel's own file; the rows are left out without it. */
const KERNEL_FILE = fileURLToPath(
  new URL('../reports/out/kernel/6.12/ttm_bo_vm.c', import.meta.url),
);

const WATCHING = ['unwatched', 'watched'] as const;
const MEMORY = { unwatched: 'memory not watched', watched: 'memory watched' } as const;

const shown = (rounds: readonly Round[]): string =>
  `${figure(rateOf(rounds))}/s of ${figure(stepsOf(rounds))} primitives`;

function ratioRow(what: string, ours: readonly Round[], theirs: readonly Round[]): Row {
  const ratios = ratiosOf(ours, theirs);
  const range = `${times(Math.min(...ratios))} to ${times(Math.max(...ratios))}`;
  return {
    what,
    ours: shown(ours),
    theirs: shown(theirs),
    measured: `${times(median(ratios))} (${range})`,
    aim: '',
    reached: null,
  };
}

/** C, the port and the rival in one world. */
async function compared(tasks: string, world: Environment, rounds: Rounds): Promise<Row[]> {
  const found = await duel(
    {
      c_unwatched: [CONTESTANTS, 'unjudged', OURS_IN_C, world, 'unwatched'],
      port_unwatched: [CONTESTANTS, 'unjudged', 'v5.5', world, 'unwatched'],
      rival: [CONTESTANTS, 'theirs', world],
      c_watched: [CONTESTANTS, 'unjudged', OURS_IN_C, world, 'watched'],
      port_watched: [CONTESTANTS, 'unjudged', 'v5.5', world, 'watched'],
    },
    rounds,
  );
  return WATCHING.flatMap((watched) => {
    const what = `${tasks}, ${MEMORY[watched]}`;
    return [
      ratioRow(`${what}; C, our port`, found[`c_${watched}`], found[`port_${watched}`]),
      ratioRow(`${what}; C, fc.scheduler()`, found[`c_${watched}`], found.rival),
    ];
  });
}

/** The kernel's own file in the smallest world of two tasks. */
async function ofTheKernel(rounds: Rounds): Promise<Row[]> {
  if (!existsSync(KERNEL_FILE)) return [];
  const found = await duel(
    {
      unwatched: [CONTESTANTS, 'twoFaults', KERNEL_FILE, 'unwatched'],
      watched: [CONTESTANTS, 'twoFaults', KERNEL_FILE, 'watched'],
    },
    rounds,
  );
  return WATCHING.map((watched) => {
    const rate = rateOf(found[watched]);
    return {
      what: `two tasks of Linux 6.12, ${MEMORY[watched]}`,
      ours: shown(found[watched]),
      theirs: '',
      measured: `${figure(rate)}/s`,
      aim: `≥ ${figure(AIMS[watched])}/s`,
      reached: rate >= AIMS[watched],
    };
  });
}

const topic: Topic = {
  title: 'Schedules of C per second',
  note:
    'The strategy `random`, no laws. Linux 6.12: its `ttm_bo_vm.c` in the litmus world ' +
    '`two-faults`. The others: `impl/c/subjects/v5.5.c` in the litmus world `everything` with less ' +
    'and less of its environment, against `impl/helpers/v5.5.ts` and against the same tasks as ' +
    'promises under `fc.scheduler()`, which sees no memory in either row.',
  async measure({ quick }) {
    const rounds = quick ? ROUNDS_QUICK : ROUNDS;
    return [
      ...(await ofTheKernel(rounds)),
      ...(await compared('two tasks', 'none', rounds)),
      ...(await compared('three tasks', 'evictor', rounds)),
      ...(await compared('six tasks', 'crowd', rounds)),
    ];
  },
};

export default topic;
