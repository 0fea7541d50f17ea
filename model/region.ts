import { type FaultEvent, faultEvents } from './alphabet.ts';
import { all, type Condition } from './conditions.ts';
import { laws } from './laws.ts';

/** Where an event leads: one state, or that of the first case which holds. */
type Effect<State extends string> = State | readonly (readonly [Condition, State])[];

/** What one region does: for each of its states, the effect of each event that concerns it. */
export type Effects<State extends string> = Readonly<
  Record<State, Readonly<Partial<Record<FaultEvent, Effect<State>>>>>
>;

/**
 * The XState configuration of one parallel region.
 *
 * Every transition carries the law of its event as a guard, so no region can move on an event that
 * the state of another region forbids.
 */
export function region<State extends string>(
  initial: NoInfer<State>,
  effects: Effects<State>,
): Region<State> {
  const names = Object.keys(effects) as State[];
  const states = names.map((name) => [name, { on: transitions(effects[name]) }] as const);
  return { initial, states: Object.fromEntries(states) as Region<State>['states'] };
}

type Guarded = { readonly guard: FaultEvent | Condition; readonly target: string };
type Transitions = Partial<Record<FaultEvent, Guarded | Guarded[]>>;
type Region<State extends string> = {
  readonly initial: State;
  readonly states: Record<State, { readonly on: Transitions }>;
};

function transitions<State extends string>(effects: Effects<State>[State]): Transitions {
  const on: Transitions = {};
  for (const event of faultEvents) {
    const effect: Effect<State> | undefined = effects[event];
    if (typeof effect === 'string') on[event] = { guard: event, target: effect };
    else if (effect !== undefined) on[event] = cases(event, effect);
  }
  return on;
}

const cases = (event: FaultEvent, effect: readonly (readonly [Condition, string])[]): Guarded[] =>
  effect.map(([when, target]) => ({ guard: all(laws[event], when), target }));
