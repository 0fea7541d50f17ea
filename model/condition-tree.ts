/** A condition of the statechart as plain data: what XState tests before it takes a transition. */
export type ConditionTree =
  | { readonly kind: 'all' | 'any'; readonly of: readonly ConditionTree[] }
  | { readonly kind: 'not'; readonly of: ConditionTree }
  /** The machine is in this state, written `region.state`. */
  | { readonly kind: 'in'; readonly state: string }
  /** A predicate over the profile, by its name in `conditions.ts`. */
  | { readonly kind: 'named'; readonly name: string };

/** What XState hangs on the functions that `and`, `or`, `not` and `stateIn` return. */
type Built = {
  readonly name: string;
  readonly check?: { readonly name: string };
  readonly guards?: readonly unknown[];
  readonly stateValue?: unknown;
};

/** Reads a guard that was built by `and`, `or`, `not` and `stateIn` out of named predicates. */
export function conditionTree(guard: unknown): ConditionTree {
  if (typeof guard !== 'function') throw new Error(`expected a guard, came ${String(guard)}`);
  const { name, guards, stateValue }: Built = guard;
  if (typeof stateValue === 'string') return { kind: 'in', state: withoutRoot(stateValue) };
  if (guards === undefined) return { kind: 'named', name };
  const of = guards.map(conditionTree);
  switch (name) {
    case 'and':
      return of.length === 1 ? of[0]! : { kind: 'all', of };
    case 'or':
      return of.length === 1 ? of[0]! : { kind: 'any', of };
    case 'not':
      return { kind: 'not', of: of[0]! };
    default:
      throw new Error(`expected and, or or not, came ${name}`);
  }
}

/** `#fault.round.mayDrop` is `round.mayDrop`. */
const withoutRoot = (id: string): string => id.slice(id.indexOf('.') + 1);
