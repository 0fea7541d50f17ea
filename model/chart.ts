import type { AnyTransitionDefinition } from 'xstate';
import { type FaultEvent, faultEvents, meanings } from './alphabet.ts';
import { type ConditionTree, conditionTree } from './condition-tree.ts';
import { type Contract, contracts } from './contracts.ts';
import { clauses } from './laws.ts';
import { faultMachine } from './machine.ts';

/** The statechart as plain data, read from the XState machine: what can be drawn and exported. */
export type Chart = {
  readonly id: string;
  readonly regions: readonly ChartRegion[];
  /** Only those that some transition is taken on; the others are never legal. */
  readonly events: readonly ChartEvent[];
  /** What guards cite, in words. */
  readonly contracts: Readonly<Record<string, string>>;
};

/** One parallel region. States are written `region.state` everywhere. */
export type ChartRegion = {
  readonly name: string;
  readonly initial: string;
  readonly states: readonly ChartNode[];
  readonly transitions: readonly ChartTransition[];
};

/** A state of a region. */
export type ChartNode = {
  readonly id: string;
  /** The last part of `id`. */
  readonly name: string;
};

/** A transition of a region; besides `when` it is guarded by the law of its event. */
export type ChartTransition = {
  readonly from: string;
  readonly event: FaultEvent;
  readonly to: string;
  readonly when: ConditionTree | null;
};

/** An event, and when it is legal at all. */
export type ChartEvent = {
  readonly name: FaultEvent;
  readonly meaning: string;
  readonly law: ConditionTree;
  /** The parts of the law, each with the contract that it stands for. */
  readonly clauses: readonly { readonly contract: Contract; readonly when: ConditionTree }[];
};

const regions = Object.values(faultMachine.states);
const nodesOf = (region: (typeof regions)[number]) => Object.values(region.states);

const definitionsOf = (region: (typeof regions)[number]): AnyTransitionDefinition[] =>
  nodesOf(region).flatMap((node) => [...node.transitions.values()].flat());

/** Every transition as XState has it, region by region, in the order of `chart`. */
export const chartDefinitions: readonly AnyTransitionDefinition[] = regions.flatMap(definitionsOf);

/** `#fault.round.mayDrop` and `fault.round.mayDrop` are `round.mayDrop`. */
const withoutRoot = (id: string): string => id.slice(id.indexOf('.') + 1);

const guards: Readonly<Record<string, unknown>> = faultMachine.implementations.guards;

/** What the guard asks besides the law of the event. */
function conditionOf({ eventType, guard, source }: AnyTransitionDefinition): ConditionTree | null {
  if (guard === eventType) return null;
  const [law, when, more] = (guard as { guards?: readonly unknown[] }).guards ?? [];
  if (law === guards[eventType] && when !== undefined && more === undefined) {
    return conditionTree(when);
  }
  throw new Error(`expected a guard by the law of ${eventType} in ${source.id}, came another one`);
}

function transitionOf(definition: AnyTransitionDefinition): ChartTransition {
  const { source, eventType, target } = definition;
  return {
    from: withoutRoot(source.id),
    event: eventType as FaultEvent,
    to: withoutRoot(target![0]!.id),
    when: conditionOf(definition),
  };
}

const taken = new Set(chartDefinitions.map(({ eventType }) => eventType));

/** The statechart of a faulting task. */
export const chart: Chart = {
  id: faultMachine.id,
  contracts,
  regions: regions.map((region) => ({
    name: region.key,
    initial: withoutRoot(region.initial.target![0]!.id),
    states: nodesOf(region).map(({ id, key }) => ({ id: withoutRoot(id), name: key })),
    transitions: definitionsOf(region).map(transitionOf),
  })),
  events: faultEvents
    .filter((name) => taken.has(name))
    .map((name) => ({
      name,
      meaning: meanings[name],
      law: conditionTree(guards[name]),
      clauses: clauses[name].map(({ contract, when }) => ({ contract, when: conditionTree(when) })),
    })),
};
