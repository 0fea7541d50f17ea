import { writeFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { loadTools, namedSubject, patches } from '../catalog.ts';
import type { Mutant } from '../impl/patch/subject-patch.ts';
import type { Run } from '../properties/answers/run.ts';
import { seedOf } from '../properties/run/draws.ts';
import { Session } from '../properties/run/session.ts';
import type { Tools } from '../properties/run/tools.ts';
import { runArbitrary } from '../properties/worlds/arbitraries.ts';
import { History } from '../scheduler/history.ts';
import type { StrategyEntry } from '../scheduler/strategy.ts';
import { figure, median, type Row, type Topic } from './row.ts';

const RUNS_MAX = 5000;
/** Runs drawn at a time, as the search does. */
const CHUNK = 250;
const RESULTS = new URL('strategies.md', import.meta.url);
const NOTE =
  'Runs from an empty session to the first violation of the law that a mutant names: medians over ' +
  `30 seeds of at most ${figure(RUNS_MAX)} runs. All strategies get the same worlds, each run ` +
  'another one.';

/** Searches for one mutant by one strategy, of which there is one for each seed. */
interface Cell {
  readonly strategy: string;
  readonly mutant: string;
  readonly session: Session;
  readonly law: string;
  /** Runs to the first violation; `RUNS_MAX + 1` if there was none. */
  readonly runs: number[];
}

/** The first generated runs of a seed, the same for every mutant and every strategy. */
function* drawn(tools: Tools, seed: number, kept: Run[]): Generator<Run> {
  const arbitrary = runArbitrary(tools.actors);
  for (let index = 0; index < RUNS_MAX; index += 1) {
    if (index === kept.length) {
      kept.push(...fc.sample(arbitrary, { seed: seedOf(seed, index), numRuns: CHUNK }));
    }
    yield kept[index]!;
  }
}

/** Runs until the mutant's law is broken; how many that were. */
function runsToKill(
  { session, law }: Cell,
  entry: StrategyEntry,
  { seed, runs }: { seed: number; runs: Iterable<Run> },
): number {
  let index = 0;
  let history = new History();
  for (const { world, preemptions } of runs) {
    if (index % CHUNK === 0) history = new History();
    const input = { seed: seedOf(~seed, index), preemptions, schedule: [], run: index, history };
    index += 1;
    const { violations } = session.judge(world, entry.create(input));
    if (violations.some(({ invariant }) => invariant === law)) return index;
  }
  return RUNS_MAX + 1;
}

/** A median above `RUNS_MAX` stays there, whatever the other seeds bring. */
const isDecided = ({ runs }: Cell, seeds: number): boolean =>
  runs.filter((each) => each > RUNS_MAX).length > seeds / 2;

const inWords = ({ runs }: Cell): string =>
  median(runs) > RUNS_MAX ? `> ${figure(RUNS_MAX)}` : figure(median(runs));

const topic: Topic = {
  title: 'Strategies',
  note: `${NOTE} \`bench/strategies.md\` has every mutant.`,
  async measure({ quick }) {
    const tools = await loadTools();
    const seeds = Array.from({ length: quick ? 1 : 30 }, (_, index) => index + 1);
    const mutants = [...(patches('mutants', 'ts') as ReadonlyMap<string, Mutant>)].slice(
      0,
      quick ? 8 : undefined,
    );
    const strategies = [...tools.strategies].filter(([name]) => name !== 'replay');
    const cells: Cell[] = [];
    for (const [mutant, { killedBy: law }] of mutants) {
      const session = new Session((await namedSubject(mutant))!, tools);
      for (const [strategy] of strategies) cells.push({ strategy, mutant, session, law, runs: [] });
    }
    for (const seed of seeds) {
      const kept: Run[] = [];
      for (const cell of cells) {
        if (isDecided(cell, seeds.length)) continue;
        const entry = tools.strategies.get(cell.strategy)!;
        cell.runs.push(runsToKill(cell, entry, { seed, runs: drawn(tools, seed, kept) }));
      }
    }
    if (!quick) writeFileSync(RESULTS, page(cells));
    return strategies.map(([name]) => rowOf(name, cells));
  },
};

/** How a strategy does over all mutants, against the best one for each of them. */
function rowOf(strategy: string, cells: readonly Cell[]): Row {
  const own = cells.filter((cell) => cell.strategy === strategy);
  const met = own.filter(({ runs }) => median(runs) <= RUNS_MAX);
  const best = ({ mutant }: Cell): number =>
    Math.min(...cells.filter((cell) => cell.mutant === mutant).map(({ runs }) => median(runs)));
  const worst = Math.max(...met.map((cell) => median(cell.runs) / best(cell)));
  return {
    what: `\`${strategy}\``,
    ours: `${figure(median(met.map(({ runs }) => median(runs))))} runs for half of the mutants`,
    theirs: '',
    measured: `kills ${met.length} of ${own.length}, at worst ${figure(worst)}× the best`,
    aim: '',
    reached: null,
  };
}

/** Every mutant and every strategy, as a page. */
function page(cells: readonly Cell[]): string {
  const rows = Map.groupBy(cells, ({ mutant }) => mutant);
  const columns = [...new Set(cells.map(({ strategy }) => strategy))];
  const line = (row: readonly string[]): string => `| ${row.join(' | ')} |`;
  const body = [...rows].map(([mutant, row]) =>
    line([mutant, `\`${row[0]!.law}\``, ...row.map(inWords)]),
  );
  return [
    '# Strategies',
    '',
    `${NOTE} Written by \`npm run bench -- --only strategies\`.`,
    '',
    line(['mutant', 'law', ...columns]),
    `|---|---|${columns.map(() => '--:|').join('')}`,
    ...body,
    '',
  ].join('\n');
}

export default topic;
