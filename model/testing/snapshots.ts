import { chart } from '../chart.ts';
import { type FaultSnapshot, faultMachine } from '../machine.ts';
import type { ChartTable } from '../table.ts';

/** A configuration of a table as XState represents it. */
export function snapshotOf({ profile, states }: ChartTable, state: number): FaultSnapshot {
  const value = Object.fromEntries(
    chart.regions.map(({ name, states: nodes }, region) => [
      name,
      nodes[states[state]!.states[region]!]!.name,
    ]),
  );
  return faultMachine.resolveState({ value, context: { profile } });
}
