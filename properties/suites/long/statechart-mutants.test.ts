import { expect, test } from 'vitest';
import type { FaultEvent } from '../../../model/alphabet.ts';
import { type Chart, chart } from '../../../model/chart.ts';
import type { ConditionTree } from '../../../model/condition-tree.ts';
import { compiled, type Place, type Predicate } from '../../../model/evaluate.ts';
import { type ChartProfile, chartProfiles } from '../../../model/profile.ts';
import { flatten } from '../../../model/table.ts';
import { idle } from '../../../model/testing/accepted/idle.ts';
import { reserve } from '../../../model/testing/accepted/reserve.ts';
import { reserved } from '../../../model/testing/accepted/reserved.ts';
import { runsOf } from '../../../model/testing/parse.ts';
import { fence } from '../../../model/testing/rejected/fence.ts';
import { ioLock } from '../../../model/testing/rejected/io-lock.ts';
import { mapping } from '../../../model/testing/rejected/mapping.ts';
import { mmapLock } from '../../../model/testing/rejected/mmap-lock.ts';
import { objectReference } from '../../../model/testing/rejected/object-reference.ts';
import { reservation } from '../../../model/testing/rejected/reservation.ts';

/** How strong the runs of model/testing are: what a guard forbids, one of them does. */

/** A chart whose parts can be replaced. */
type Changeable<T> = { -readonly [K in keyof T]: T[K] extends object ? Changeable<T[K]> : T[K] };
const it = chart as Changeable<Chart>;

const profiles: readonly ChartProfile[] = Object.values(chartProfiles);
const RUNS = profiles.map((profile) => ({
  profile,
  accepted: [idle, reserve, reserved].flatMap((runs) => runsOf(profile, runs)),
  rejected: [fence, ioLock, mapping, mmapLock, objectReference, reservation].flatMap((runs) =>
    runsOf(profile, runs),
  ),
}));

const places = new Map<string, Place>(
  chart.regions.flatMap(({ states }, region) =>
    states.map(({ id }, state) => [id, [region, state]] as const),
  ),
);
const placeOf = (id: string): Place => places.get(id)!;

/** How many of the events the chart takes as it is now. */
function takenBy(profile: ChartProfile): (events: readonly FaultEvent[]) => number {
  const known = new Map<ConditionTree, Predicate>();
  const holds = (when: ConditionTree, states: readonly number[]): boolean => {
    const predicate = known.get(when) ?? compiled(when, profile, placeOf);
    known.set(when, predicate);
    return predicate(states);
  };
  return (events) => {
    let states = it.regions.map(({ initial }) => placeOf(initial)[1]);
    for (const [at, event] of events.entries()) {
      const law = it.events.find(({ name }) => name === event)?.law;
      if (law === undefined || !holds(law, states)) return at;
      const after = it.regions.map(({ transitions }, region) => {
        const move = transitions.find(
          ({ from, event: on, when }) =>
            on === event && placeOf(from)[1] === states[region] && (!when || holds(when, states)),
        );
        return move && placeOf(move.to)[1];
      });
      if (after.every((to) => to === undefined)) return at;
      states = states.map((state, region) => after[region] ?? state);
    }
    return events.length;
  };
}

/** Does a run end otherwise than it has to? */
const isNoticed = (): boolean =>
  RUNS.some(({ profile, accepted, rejected }) => {
    const taken = takenBy(profile);
    return (
      accepted.some(({ events }) => taken(events) < events.length) ||
      rejected.some(({ events }) => taken(events) !== events.length - 1)
    );
  });

const tables = () => profiles.map((profile) => flatten(profile).next.join());

/** The chart without a part of the law of an event; gives what undoes that. */
function withoutClause(event: Changeable<Chart>['events'][number], at: number): () => void {
  const { law, clauses } = event;
  event.law = { kind: 'all', of: clauses.toSpliced(at, 1).map(({ when }) => when) };
  return () => {
    event.law = law;
  };
}

test('the runs are what the chart says', () => {
  expect(isNoticed()).toBe(false);
});

test('at least 95 % of the guards cannot be dropped without a run that notices', () => {
  const before = tables();
  const names = { noticed: [] as string[], missed: [] as string[] };
  for (const event of it.events) {
    for (const [at, { contract }] of event.clauses.entries()) {
      const undo = withoutClause(event, at);
      const kind = isNoticed() ? 'noticed' : 'missed';
      // What another guard forbids as well makes no other table.
      const isAnother = kind === 'noticed' || tables().some((one, index) => one !== before[index]);
      if (isAnother) names[kind].push(`${event.name}, clause ${at} (${contract})`);
      undo();
    }
  }
  const { noticed, missed } = names;
  expect(noticed.length).toBeGreaterThan(90);
  expect(noticed.length / (noticed.length + missed.length), missed.join('\n')).toBeGreaterThan(
    0.95,
  );
  expect(tables()).toEqual(before);
});
