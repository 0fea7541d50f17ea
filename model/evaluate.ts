import type { FaultEvent } from './alphabet.ts';
import type { ConditionTree } from './condition-tree.ts';
import * as conditions from './conditions.ts';
import type { ChartProfile } from './profile.ts';

/** Whether a condition holds in a configuration: by region, the number of the state it is in. */
export type Predicate = (states: ArrayLike<number>) => boolean;

/** Where a state stands: the number of its region, and its own in there. */
export type Place = readonly [region: number, state: number];

const predicates: ReadonlyMap<string, unknown> = new Map(Object.entries(conditions));

/**
 * Makes a function of a condition of the chart, for one profile.
 *
 * XState takes over a hundred microseconds to say the same; `table.test.ts` asks both.
 */
export function compiled(
  tree: ConditionTree,
  profile: ChartProfile,
  placeOf: (state: string) => Place,
): Predicate {
  switch (tree.kind) {
    case 'all': {
      const parts = tree.of.map((part) => compiled(part, profile, placeOf));
      return (states) => {
        for (const part of parts) if (!part(states)) return false;
        return true;
      };
    }
    case 'any': {
      const parts = tree.of.map((part) => compiled(part, profile, placeOf));
      return (states) => {
        for (const part of parts) if (part(states)) return true;
        return false;
      };
    }
    case 'not': {
      const part = compiled(tree.of, profile, placeOf);
      return (states) => !part(states);
    }
    case 'in': {
      const [region, state] = placeOf(tree.state);
      return (states) => states[region] === state;
    }
    case 'named': {
      const holds = ofProfile(tree.name, profile);
      return () => holds;
    }
  }
}

/** Predicates by name ask the profile alone, whatever the event. */
function ofProfile(name: string, profile: ChartProfile): boolean {
  const predicate = predicates.get(name) as conditions.Condition | undefined;
  if (predicate === undefined) throw new Error(`conditions.ts has no predicate ${name}`);
  return predicate({ context: { profile }, event: { type: 'trap_end' satisfies FaultEvent } });
}
