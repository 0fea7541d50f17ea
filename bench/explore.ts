import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import * as fc from 'fast-check';
import { entries, loadTools, namedSubject, patches } from '../catalog.ts';
import type { World } from '../impl/kernel/world.ts';
import type { Mutant } from '../impl/patch/subject-patch.ts';
import { exploreWorld, type WorldExplored } from '../properties/explore/exploration.ts';
import { CASES } from '../properties/suites/long/spin/cases.ts';
import { spin } from '../properties/suites/long/spin/spin.ts';
import type { Litmus } from '../properties/worlds/litmus-world.ts';
import { settle } from '../properties/worlds/settle.ts';
import { everySchedule } from './rivals/fc-scheduler.ts';
import type { Scenario } from './rivals/promise-kernel.ts';
import { figure, median, type Row, type Topic, times } from './row.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const CORRECT = 'repaired';
const CROWD = ['EVICTED', 'UNMAPPED', 'SIGNALLED'];
/** Steps after which three threads count as not exhausted. */
const TRANSITIONS_MAX = 30_000_000;

const tools = await loadTools();
const worlds = await entries<Litmus>('worlds');
const worldOf = (name: string): World => worlds.get(name)!.world;

interface Search {
  readonly subject: string;
  readonly world: World;
  /** Go no further once this law is broken. */
  readonly law?: string;
  /** Each call that can fail is let fail, any number of times. */
  readonly failing?: boolean;
}

/** One exploration in this process, with its time in milliseconds. */
async function search({ subject, world, law, failing = false }: Search) {
  const it = (await namedSubject(subject))!;
  const settled = settle(world);
  const start = performance.now();
  const found: WorldExplored = exploreWorld(it, settled, {
    tools,
    failing,
    stop: ({ transitions }, broken) =>
      transitions >= TRANSITIONS_MAX || (law !== undefined && broken.has(law)),
  });
  return { ...found, milliseconds: performance.now() - start };
}

/** Seconds that something took, and what came of it. */
function timed<T>(work: () => T): { readonly seconds: number; readonly value: T } {
  const start = performance.now();
  const value = work();
  return { seconds: (performance.now() - start) / 1000, value };
}

const versus = (ours: number, theirs: number, aim: number) => ({
  measured: times(theirs / ours),
  aim: `≥ ${aim}×`,
  reached: theirs / ours >= aim,
});

/** The whole command against SPIN with its compiler. */
function command(rounds: number): Row {
  const args = ['cli/faultline.mjs', 'explore', CORRECT, '--world', 'everything'];
  const pairs = Array.from({ length: rounds }, () => {
    const ours = timed(() => spawnSync(process.execPath, args, { cwd: ROOT }));
    if (ours.value.status !== 0) throw new Error(`explore ended with ${ours.value.status}`);
    const theirs = timed(() => spin(CROWD));
    if (theirs.value.error !== null) throw new Error(theirs.value.error);
    return [ours.seconds, theirs.seconds] as const;
  });
  const ours = median(pairs.map(([one]) => one));
  const theirs = median(pairs.map(([, other]) => other));
  return {
    what: 'two threads among everything, whole commands',
    ours: `${figure(ours)} s`,
    theirs: `${figure(theirs)} s`,
    ...versus(ours, theirs, 3),
  };
}

/** With any failures, any number of them, in one run on each side. */
async function failures(): Promise<Row> {
  const world = worldOf('everything');
  const found = await search({ subject: CORRECT, world, failing: true });
  if (!found.failing || found.broken.size > 0) throw new Error('everything is not exhausted');
  const theirs = timed(() => spin([...CROWD, 'FAILING']));
  const ours = found.milliseconds / 1000;
  return {
    what: 'two threads among everything, any call failing any number of times',
    ours: `${figure(ours)} s, ${figure(found.visited.states)} states`,
    theirs: `${figure(theirs.seconds)} s, ${figure(theirs.value.states)} states`,
    ...versus(ours, theirs.seconds, 2),
  };
}

/** Three threads, and what their states take. */
async function threeThreads(failing: boolean): Promise<Row[]> {
  const two = worldOf('everything');
  const world = { ...two, faults: [...two.faults, { ...two.faults[0]!, page: 2 }] };
  const found = await search({ subject: CORRECT, world, failing });
  const { bytes, visited, milliseconds } = found;
  const all = found.all && found.failing === failing;
  const switches = failing ? ['THREADS=3', 'FAILING'] : ['THREADS=3'];
  const theirs = timed(() => spin([...CROWD, ...switches]));
  const ours = milliseconds / 1000;
  const end = all ? 'exhausted' : `given up after ${figure(visited.expanded)} of them`;
  const { measured } = versus(ours, theirs.seconds, 1);
  return [
    {
      what: `three threads among everything${failing ? ', any call failing' : ''}`,
      ours: `${figure(ours)} s, ${figure(visited.states)} states, ${end}`,
      theirs: `${figure(theirs.seconds)} s, ${figure(theirs.value.states)} states`,
      measured: all ? measured : '',
      aim: '≥ 1×',
      reached: all && ours <= theirs.seconds,
    },
    {
      what: 'bytes for each of these states',
      ours: figure(bytes / visited.states),
      theirs: figure(theirs.value.bytesOfStates / theirs.value.states),
      measured: `${figure(bytes / 2 ** 20)} MB`,
      aim: '≤ 2,048 MB',
      reached: all && bytes <= 2 ** 31,
    },
  ];
}

/** How many states there are, and steps between them, in each of the smaller litmus worlds. */
async function sizes(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [name, { world }] of worlds) {
    if (name === 'everything' || name === 'fatal-signal') continue;
    const { states, transitions } = (await search({ subject: 'v5.5', world })).visited;
    rows.push({
      what: `states and steps in ${name}`,
      ours: `${figure(states)}, ${figure(transitions)}`,
      theirs: '',
      measured: '',
      aim: '',
      reached: null,
    });
  }
  return rows;
}

/** The first violation of every mutant, in the litmus world that shows it soonest. */
async function firstViolations(rounds: number): Promise<Row> {
  const medians: number[] = [];
  for (const [subject, { killedBy }] of patches('mutants', 'ts') as ReadonlyMap<string, Mutant>) {
    const byWorld: number[] = [];
    for (const [name, { world }] of worlds) {
      if (name === 'everything' || name === 'fatal-signal') continue;
      const rounded: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        const found = await search({ subject, world, law: killedBy });
        if (!found.broken.has(killedBy)) break;
        rounded.push(found.milliseconds);
      }
      if (rounded.length > 0) byWorld.push(median(rounded));
    }
    if (byWorld.length > 0) medians.push(Math.min(...byWorld));
  }
  const middle = median(medians);
  const fast = medians.filter((each) => each <= 1).length;
  return {
    what: `first violation of ${medians.length} mutants, in this process`,
    ours: `${fast} within 1 ms, slowest ${figure(Math.max(...medians))} ms`,
    theirs: '',
    measured: `${figure(middle)} ms`,
    aim: '≤ 0.6 ms',
    reached: middle <= 0.6,
  };
}

/** The defects that the program of promises has as well. */
async function againstPromises(rounds: number): Promise<Row[]> {
  const defects: readonly (readonly [Scenario, string])[] = [
    [
      { environment: 'crowd', ioReserveFails: false, defect: 'unlocked-twice' },
      'UNLOCKED_ON_RETRY',
    ],
    [{ environment: 'none', ioReserveFails: true, defect: 'io-lock-kept' }, 'IO_LOCK_KEPT'],
  ];
  const rows: Row[] = [];
  for (const [scenario, defect] of defects) {
    const one = CASES.find(({ switches }) => switches.includes(defect))!;
    const world = one.change(worldOf(one.world));
    const [ours, theirs]: [number[], number[]] = [[], []];
    for (let seed = 0; seed < rounds; seed += 1) {
      const { law } = one.found!;
      ours.push((await search({ subject: one.subject, world, law })).milliseconds);
      const start = performance.now();
      const tally = { schedules: 0, primitives: 0 };
      await fc.check(everySchedule(scenario, tally), { numRuns: 10_000, seed, endOnFailure: true });
      theirs.push(performance.now() - start);
    }
    rows.push({
      what: `first violation of \`${one.found!.law}\` in ${one.subject}; theirs fc.scheduler()`,
      ours: `${figure(median(ours))} ms`,
      theirs: `${figure(median(theirs))} ms`,
      ...versus(median(ours), median(theirs), 10),
    });
  }
  return rows;
}

const topic: Topic = {
  title: 'Every interleaving',
  note:
    `\`explore\` of ${CORRECT} in the litmus world \`everything\`, against SPIN on its model of the ` +
    'protocol (`properties/suites/long/spin`): `spin -a`, `gcc -O2`, `pan` with its reduction. The ' +
    "model's steps are coarser, and its failures are those of three primitives; ours are of all that " +
    'can fail. The first row has whole commands, the others the search alone.',
  async measure({ quick }) {
    const rows = [command(quick ? 1 : 5), await failures()];
    if (!quick) rows.push(...(await threeThreads(false)), ...(await threeThreads(true)));
    rows.push(...(await sizes()), await firstViolations(quick ? 3 : 9));
    return [...rows, ...(await againstPromises(quick ? 5 : 21))];
  },
};

export default topic;
