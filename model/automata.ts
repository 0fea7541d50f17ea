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

/** What the laws of most events ask: each automaton knows it beside its own regions. */
const CORE = ['round', 'mmapLock'] as const;

/**
 * Regions that laws ask together; every region that moves since v5.10 is in one of them.
 *
 * `automata.test.ts` and the kernel's generator show that no wrong run of `testing/rejected` passes
 * all three.
 */
const TOGETHER = {
  /** Who holds the object and its reservation. */
  reference: ['reservation', 'ownReference'],
  /** What may be mapped, and when. */
  move: ['reservation', 'move', 'mapping'],
  /** What may be returned. */
  answer: ['mapping', 'answer'],
} as const;

/**
 * The statechart as several automata, each of a few regions together with the round and the mmap
 * lock.
 *
 * Each is a projection of the whole, made deterministic by sets of states: it accepts whatever the
 * statechart accepts, so what it refuses is refused by the statechart.
 */
export const automataOf = (table: ChartTable): readonly Automaton[] =>
  Object.entries(TOGETHER).map(([name, regions]) =>
    automatonOf(table, name, [...CORE, ...regions]),
  );

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
  return { name, states: [...states, NEVER] };
}

/**
 * A state to which nothing leads: a generator learns of an event from its transitions, and some
 * events have none, as they are never right.
 */
const NEVER: AutomatonState = {
  name: 'never',
  final: false,
  next: new Map(
    faultEvents
      .filter((event) => !chart.events.some(({ name }) => name === event))
      .map((event) => [event, 'never']),
  ),
};

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
