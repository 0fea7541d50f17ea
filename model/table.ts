import { eventColumns, type FaultEvent, faultEvents } from './alphabet.ts';
import { chart } from './chart.ts';
import type { Contract } from './contracts.ts';
import { compiled, type Place, type Predicate } from './evaluate.ts';
import { clauses } from './laws.ts';
import { nameOf } from './name.ts';
import type { ChartProfile } from './profile.ts';

/** One reachable configuration of the statechart. */
export type ChartState = {
  readonly name: string;
  /** By region, in the chart's order, the number of the state it is in. */
  readonly states: readonly number[];
  /** Whether the task is in no fault attempt. */
  readonly final: boolean;
};

/** The statechart of one profile as integers: state × event → state. */
export type ChartTable = {
  readonly profile: ChartProfile;
  readonly initial: number;
  /** `next[state * faultEvents.length + eventColumns[event]]`, or -1 where the event breaks it. */
  readonly next: Int16Array;
  /** For each entry of `next` what moves: numbers of transitions, as in `chartDefinitions`. */
  readonly moves: readonly (readonly number[])[];
  readonly states: readonly ChartState[];
  /** How many entries of `next` are allowed. */
  readonly transitions: number;
};

/** A chart larger than this has lost its bound. */
export const chartStatesMax = 8192;

/**
 * Flattens the statechart of `profile`: breadth-first over its reachable configurations.
 *
 * The chart's own guards decide, as functions; that XState takes the same transitions, in every
 * configuration and on every event, is what the tests ask.
 */
export function flatten(profile: ChartProfile): ChartTable {
  const reached = reach(profile);
  const states = reached.configurations.map((configuration) => ({
    name: nameIn(configuration),
    states: configuration,
    final: configuration[ROUND] !== undefined && FINAL.includes(configuration[ROUND]),
  }));
  const transitions = reached.next.filter((state) => state >= 0).length;
  const next = Int16Array.from(reached.next);
  return { profile, initial: 0, next, moves: reached.moves, states, transitions };
}

const known = new Map<string, ChartTable>();

/** The flattened statechart of `profile`; derived once. */
export function chartTableOf({ retry, lockOrder, ioLock }: ChartProfile): ChartTable {
  const key = `${retry} ${lockOrder} ${ioLock}`;
  const table = known.get(key) ?? flatten({ retry, lockOrder, ioLock });
  known.set(key, table);
  return table;
}

/** The state after `event`, or -1 if the specification does not allow it in `state`. */
export const step = (table: ChartTable, state: number, event: FaultEvent): number =>
  table.next[state * faultEvents.length + eventColumns[event]]!;

/** The events that the specification allows in `state`. */
export const allowed = (table: ChartTable, state: number): readonly FaultEvent[] =>
  faultEvents.filter((event) => step(table, state, event) >= 0);

/** A short name of `state`: the round, and what is not at rest. */
export const describe = (table: ChartTable, state: number): string => table.states[state]!.name;

/** The contracts that forbid `event` in `state`, in the order of the law's clauses. */
export const forbiddenBy = (
  { profile, states }: ChartTable,
  state: number,
  event: FaultEvent,
): readonly Contract[] => {
  const law = chart.events.find(({ name }) => name === event)?.clauses;
  // What is never legal is on no transition, so the chart does not have it.
  if (law === undefined) return clauses[event].map(({ contract }) => contract);
  const broken = law.filter(({ when }) => !compiled(when, profile, placeOf)(states[state]!.states));
  return [...new Set(broken.map(({ contract }) => contract))];
};

const { regions } = chart;
const ROUND = regions.findIndex(({ name }) => name === 'round');
const FINAL = ['outside', 'returned', 'retried'].map((name) =>
  regions[ROUND]!.states.findIndex((state) => state.name === name),
);

const places = new Map<string, Place>(
  regions.flatMap(({ states }, region) =>
    states.map(({ id }, state) => [id, [region, state]] as const),
  ),
);

function placeOf(id: string): Place {
  const place = places.get(id);
  if (place === undefined) throw new Error(`the statechart has no state ${id}`);
  return place;
}

const nameIn = (configuration: readonly number[]): string =>
  nameOf(
    regions.map(({ states, initial }, region) => {
      const { id } = states[configuration[region]!]!;
      return { id, rest: id === initial };
    }),
  );

/** A transition of the chart as it is taken. */
type Move = { readonly number: number; readonly to: Place; readonly when: Predicate };

type Rules = {
  /** By column. */
  readonly laws: readonly Predicate[];
  /** By column, region and state. */
  readonly moves: readonly (readonly (readonly (readonly Move[])[])[])[];
};

const yes: Predicate = () => true;

function rulesOf(profile: ChartProfile): Rules {
  const numbered = regions
    .flatMap(({ transitions }) => transitions)
    .map((transition, number) => ({ ...transition, number }));
  const laws = faultEvents.map((event) => {
    const law = chart.events.find(({ name }) => name === event)?.law;
    return law === undefined ? () => false : compiled(law, profile, placeOf);
  });
  const moves = faultEvents.map((event) =>
    regions.map(({ states }) =>
      states.map(({ id }) =>
        numbered
          .filter((each) => each.event === event && each.from === id)
          .map(({ number, to, when }) => ({
            number,
            to: placeOf(to),
            when: when === null ? yes : compiled(when, profile, placeOf),
          })),
      ),
    ),
  );
  return { laws, moves };
}

type Reached = {
  readonly configurations: (readonly number[])[];
  readonly next: number[];
  readonly moves: (readonly number[])[];
};

function reach(profile: ChartProfile): Reached {
  const rules = rulesOf(profile);
  const first = regions.map(({ initial }) => placeOf(initial)[1]);
  const configurations: (readonly number[])[] = [first];
  const next: number[] = [];
  const moves: (readonly number[])[] = [];
  const ids = new Map([[first.join(), 0]]);
  const idOf = (configuration: readonly number[]): number => {
    const key = configuration.join();
    const known = ids.get(key);
    if (known !== undefined) return known;
    if (configurations.push(configuration) > chartStatesMax) {
      throw new Error(
        `expected at most ${chartStatesMax} chart states, came one more: ${nameIn(configuration)}`,
      );
    }
    ids.set(key, configurations.length - 1);
    return configurations.length - 1;
  };
  for (const configuration of configurations) {
    for (const column of faultEvents.keys()) {
      const moving = movesIn(configuration, rules, column);
      next.push(moving.length === 0 ? -1 : idOf(after(configuration, moving)));
      moves.push(moving.map(({ number }) => number));
    }
  }
  return { configurations, next, moves };
}

/** What moves: nothing where the law forbids it, else the first fitting case of every region. */
function movesIn(configuration: readonly number[], { laws, moves }: Rules, column: number): Move[] {
  if (!laws[column]!(configuration)) return [];
  return moves[column]!.flatMap((byState, region) => {
    const cases = byState[configuration[region]!]!;
    return cases.find(({ when }) => when(configuration)) ?? [];
  });
}

function after(configuration: readonly number[], moving: readonly Move[]): readonly number[] {
  const result = [...configuration];
  for (const { to } of moving) result[to[0]] = to[1];
  return result;
}
