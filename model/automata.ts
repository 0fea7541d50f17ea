import { type FaultEvent, faultEvents } from './alphabet.ts';
import { chart } from './chart.ts';
import type { ChartTable } from './table.ts';

/** A deterministic automaton; an event without a transition is refused. */
export interface Automaton {
  readonly name: string;
  /** The first one is where a task begins. */
  readonly states: readonly AutomatonState[];
}

/** A state, and where each event that it allows leads. */
export interface AutomatonState {
  /** A word of C. */
  readonly name: string;
  /** Whether the task is in no fault attempt. */
  readonly final: boolean;
  readonly next: ReadonlyMap<FaultEvent, string>;
}

/** What the laws of most events ask: each automaton knows it beside its own region. */
const CORE = ['round', 'mmapLock'] as const;

/**
 * The statechart as several small automata: one for the round with the mmap lock, and one for each
 * further region together with these two.
 *
 * Each is a projection of the whole, made deterministic by sets of states: it accepts whatever the
 * statechart accepts, so what it refuses is refused by the statechart. A region that never moves
 * in this profile, as the io lock since v5.10, has none.
 */
export function automataOf(table: ChartTable): readonly Automaton[] {
  const others = chart.regions.map(({ name }) => name).filter((name) => !isCore(name));
  const moving = others.filter((name) => {
    const region = regionNamed(name);
    return table.states.some(({ states }) => states[region] !== table.states[0]!.states[region]);
  });
  return [
    automatonOf(table, 'round', CORE),
    ...moving.map((name) => automatonOf(table, snake(name), [...CORE, name])),
  ];
}

const isCore = (name: string): boolean => CORE.some((core) => core === name);

const regionNamed = (name: string): number =>
  chart.regions.findIndex((region) => region.name === name);

/** Events of C are in lower snake case, and so are states. */
const snake = (name: string): string =>
  name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** By state of a projection, by column of the event, the states of it that may follow. */
type Successors = ReadonlyMap<string, readonly ReadonlySet<string>[]>;

function automatonOf(table: ChartTable, name: string, names: readonly string[]): Automaton {
  const regions = names.map(regionNamed);
  const projected = table.states.map(({ states }) =>
    regions.map((region) => snake(chart.regions[region]!.states[states[region]!]!.name)).join('_'),
  );
  const final = new Set(projected.filter((_, state) => table.states[state]!.final));
  const successors = successorsIn(table, projected);
  const sets = new Map([[projected[table.initial]!, [projected[table.initial]!]]]);
  const states: AutomatonState[] = [];
  for (const [set, members] of sets) {
    const next = new Map<FaultEvent, string>();
    faultEvents.forEach((event, column) => {
      const after = new Set(members.flatMap((each) => [...successors.get(each)![column]!]));
      if (after.size === 0) return;
      const reached = [...after].sort();
      next.set(event, reached.join('_or_'));
      if (!sets.has(reached.join('_or_'))) sets.set(reached.join('_or_'), reached);
    });
    states.push({ name: set, final: members.every((each) => final.has(each)), next });
  }
  return { name, states };
}

function successorsIn(table: ChartTable, projected: readonly string[]): Successors {
  const successors = new Map<string, Set<string>[]>();
  projected.forEach((from, state) => {
    const row = successors.get(from) ?? faultEvents.map(() => new Set<string>());
    successors.set(from, row);
    row.forEach((after, column) => {
      const next = table.next[state * faultEvents.length + column]!;
      if (next >= 0) after.add(projected[next]!);
    });
  });
  return successors;
}
