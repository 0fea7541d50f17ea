import { faultMachine } from '../model/machine.ts';
import type { ChartPicture } from '../reports/format.ts';

/** The statechart for a page: its regions, and where each of them is while nothing happens. */
export const chartPicture = (): ChartPicture => ({
  regions: Object.entries(faultMachine.root.states).map(([name, { states, initial }]) => ({
    name,
    states: Object.keys(states),
    rest: initial.target[0]!.key,
  })),
});
