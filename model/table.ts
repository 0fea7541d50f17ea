import { transition } from 'xstate';
import { eventColumns, type FaultEvent, faultEvents } from './alphabet.ts';
import { chartDefinitions } from './chart.ts';
import {
  type FaultSnapshot,
  faultMachine,
  type Held,
  heldIn,
  initialSnapshot,
  isFinal,
} from './machine.ts';
import { configurationName } from './name.ts';
import type { ChartProfile } from './profile.ts';

/** One reachable configuration of the statechart. */
export type ChartState = {
  readonly name: string;
  readonly held: Held;
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

/** A chart larger than this has lost its bound; the tables are meant to be read. */
export const chartStatesMax = 4096;

/**
 * Flattens the statechart of `profile`: breadth-first over its reachable configurations.
 *
 * XState alone decides what is allowed (`snapshot.can`) and where it leads (`transition`).
 */
export function flatten(profile: ChartProfile): ChartTable {
  const reached = reach(profile);
  const states = reached.snapshots.map((snapshot) => ({
    name: configurationName(snapshot),
    held: heldIn(snapshot),
    final: isFinal(snapshot),
  }));
  const transitions = reached.next.filter((state) => state >= 0).length;
  const next = Int16Array.from(reached.next);
  return { profile, initial: 0, next, moves: reached.moves, states, transitions };
}

/** The state after `event`, or -1 if the specification does not allow it in `state`. */
export const step = (table: ChartTable, state: number, event: FaultEvent): number =>
  table.next[state * faultEvents.length + eventColumns[event]]!;

/** The events that the specification allows in `state`. */
export const allowed = (table: ChartTable, state: number): readonly FaultEvent[] =>
  faultEvents.filter((event) => step(table, state, event) >= 0);

/** A short name of `state`: where its attempt is, its flags, and what is held. */
export const describe = (table: ChartTable, state: number): string => table.states[state]!.name;

type Reached = {
  readonly snapshots: FaultSnapshot[];
  readonly next: number[];
  readonly moves: (readonly number[])[];
};

const numbers = new Map(chartDefinitions.map((definition, number) => [definition, number]));

/** Which transitions XState takes: their numbers. */
const movesOn = (snapshot: FaultSnapshot, type: FaultEvent): readonly number[] =>
  (faultMachine.getTransitionData(snapshot, { type }) ?? []).map((each) => numbers.get(each)!);

function reach(profile: ChartProfile): Reached {
  const first = initialSnapshot(profile);
  const snapshots = [first];
  const next: number[] = [];
  const moves: (readonly number[])[] = [];
  const ids = new Map([[configurationName(first), 0]]);
  const idOf = (snapshot: FaultSnapshot): number => {
    const name = configurationName(snapshot);
    const known = ids.get(name);
    if (known !== undefined) return known;
    if (snapshots.push(snapshot) > chartStatesMax) {
      throw new Error(`expected at most ${chartStatesMax} chart states, came one more: ${name}`);
    }
    ids.set(name, snapshots.length - 1);
    return snapshots.length - 1;
  };
  for (const snapshot of snapshots) {
    for (const type of faultEvents) {
      const taken = snapshot.can({ type });
      next.push(taken ? idOf(transition(faultMachine, snapshot, { type })[0]) : -1);
      moves.push(taken ? movesOn(snapshot, type) : []);
    }
  }
  return { snapshots, next, moves };
}
