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
  /** For each entry of `next` what moves, as the number of one of `moveLists`. */
  readonly moves: Uint16Array;
  /** Numbers of transitions, as in the chart; the first list is empty. */
  readonly moveLists: readonly (readonly number[])[];
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
  const entries = states.length * faultEvents.length;
  const next = reached.next.slice(0, entries);
  const moves = reached.moves.slice(0, entries);
  const { moveLists } = reached;
  const transitions = next.reduce((sum, state) => (state < 0 ? sum : sum + 1), 0);
  return { profile, initial: 0, next, moves, moveLists, states, transitions };
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
type Move = { readonly number: number; readonly to: number; readonly when: Predicate };

/** What an event does in one region: by the state it is in, its cases in their order. */
type RegionCases = { readonly region: number; readonly byState: readonly (readonly Move[])[] };

/** What an event does: nothing where the law forbids it. */
type Rule = { readonly law: Predicate; readonly cases: readonly RegionCases[] };

const yes: Predicate = () => true;
const no: Predicate = () => false;

/** By column what an event does, with the regions that it moves alone. */
function rulesOf(profile: ChartProfile): readonly Rule[] {
  const numbered = regions
    .flatMap(({ transitions }) => transitions)
    .map((transition, number) => ({ ...transition, number }));
  return faultEvents.map((event) => {
    const law = chart.events.find(({ name }) => name === event)?.law;
    const here = numbered.filter((each) => each.event === event);
    const cases = regions
      .map(({ states }, region) => ({
        region,
        byState: states.map(({ id }) =>
          here
            .filter(({ from }) => from === id)
            .map(({ number, to, when }) => ({
              number,
              to: placeOf(to)[1],
              when: when === null ? yes : compiled(when, profile, placeOf),
            })),
        ),
      }))
      .filter(({ byState }) => byState.some((moves) => moves.length > 0));
    return { law: law === undefined ? no : compiled(law, profile, placeOf), cases };
  });
}

/** What a digit of each region is worth in the number that stands for a configuration. */
const worth: readonly number[] = regions.map((_, region) =>
  regions.slice(0, region).reduce((product, { states }) => product * states.length, 1),
);

/** No transition: the first of the lists. */
const NOTHING = 0;

/** The configurations that are known, and what leads from each to which. */
class Reached {
  readonly configurations: (readonly number[])[] = [];
  readonly next = new Int16Array(chartStatesMax * faultEvents.length);
  readonly moves = new Uint16Array(chartStatesMax * faultEvents.length);
  readonly moveLists: (readonly number[])[] = [[]];
  private readonly ids = new Map<number, number>();
  private readonly longerLists = new Map<number, number>();

  /** The number of this configuration, from now on if it is new. */
  idOf(configuration: readonly number[]): number {
    let key = 0;
    for (let region = 0; region < worth.length; region++) {
      key += configuration[region]! * worth[region]!;
    }
    const known = this.ids.get(key);
    if (known !== undefined) return known;
    if (this.configurations.push(configuration) > chartStatesMax) {
      throw new Error(
        `expected at most ${chartStatesMax} chart states, came one more: ${nameIn(configuration)}`,
      );
    }
    this.ids.set(key, this.configurations.length - 1);
    return this.configurations.length - 1;
  }

  /** The number of the list that has one more transition than this one. */
  longer(list: number, transition: number): number {
    const key = list * TRANSITIONS + transition;
    const known = this.longerLists.get(key);
    if (known !== undefined) return known;
    this.longerLists.set(key, this.moveLists.length);
    return this.moveLists.push([...this.moveLists[list]!, transition]) - 1;
  }
}

const TRANSITIONS = regions.flatMap(({ transitions }) => transitions).length;

/** Every run of the program does this, so it makes no object that it does not keep. */
function reach(profile: ChartProfile): Reached {
  const rules = rulesOf(profile);
  const reached = new Reached();
  reached.idOf(regions.map(({ initial }) => placeOf(initial)[1]));
  let entry = 0;
  for (const configuration of reached.configurations) {
    for (const rule of rules) take(rule, configuration, { reached, entry: entry++ });
  }
  return reached;
}

/** The first fitting case of every region moves; all of them see the configuration before. */
function take(
  { law, cases }: Rule,
  configuration: readonly number[],
  { reached, entry }: { readonly reached: Reached; readonly entry: number },
): void {
  let list = NOTHING;
  let after: number[] | undefined;
  if (law(configuration)) {
    for (const { region, byState } of cases) {
      for (const move of byState[configuration[region]!]!) {
        if (!move.when(configuration)) continue;
        list = reached.longer(list, move.number);
        after ??= configuration.slice();
        after[region] = move.to;
        break;
      }
    }
  }
  reached.next[entry] = after === undefined ? -1 : reached.idOf(after);
  reached.moves[entry] = list;
}
