import type { FaultEvent } from './alphabet.ts';
import { type ChartTable, step } from './table.ts';

/** How far a run conforms: the events taken before the first illegal one, and the state there. */
export type Conformance = { readonly taken: number; readonly state: number };

/** Runs `events` from the initial state, and stops at the first that the table does not allow. */
export function run(table: ChartTable, events: readonly FaultEvent[]): Conformance {
  let state = table.initial;
  for (const [taken, event] of events.entries()) {
    const next = step(table, state, event);
    if (next < 0) return { taken, state };
    state = next;
  }
  return { taken: events.length, state };
}
