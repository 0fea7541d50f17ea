import { transition } from 'xstate';
import { faultEvents } from '../alphabet.ts';
import { chartDefinitions } from '../chart.ts';
import { faultMachine } from '../machine.ts';
import { configurationName } from '../name.ts';
import { type ChartTable, describe } from '../table.ts';
import { snapshotOf } from './snapshots.ts';

const numbers = new Map(chartDefinitions.map((definition, number) => [definition, number]));

/**
 * Where a table says something else than XState, of every `stride`th configuration and each event:
 * which transitions are taken, and where they lead.
 */
export function disagreements(table: ChartTable, stride: number): readonly string[] {
  const found: string[] = [];
  for (let state = 0; state < table.states.length; state += stride) {
    const snapshot = snapshotOf(table, state);
    if (configurationName(snapshot) !== describe(table, state)) found.push(`state ${state}`);
    for (const [column, type] of faultEvents.entries()) {
      const entry = state * faultEvents.length + column;
      const taken = faultMachine.getTransitionData(snapshot, { type }) ?? [];
      const moves = taken.map((definition) => numbers.get(definition)!);
      const isSame = moves.join() === table.moveLists[table.moves[entry]!]!.join();
      if (!isSame || moves.length > 0 !== table.next[entry]! >= 0) {
        found.push(`${describe(table, state)}: ${type}`);
        continue;
      }
      if (moves.length === 0) continue;
      const [after] = transition(faultMachine, snapshot, { type });
      if (configurationName(after) !== describe(table, table.next[entry]!)) {
        found.push(`${describe(table, state)}: ${type} leads elsewhere`);
      }
    }
  }
  return found;
}
