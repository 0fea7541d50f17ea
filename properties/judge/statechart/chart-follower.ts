import type { Profile } from '../../../impl/kernel/profile.ts';
import { eventColumns, type FaultEvent, faultEvents } from '../../../model/alphabet.ts';
import { chart } from '../../../model/chart.ts';
import { type Contract, contracts } from '../../../model/contracts.ts';
import { type ChartTable, chartTableOf, describe, forbiddenBy } from '../../../model/table.ts';
import type { ChartCoverage, RegionTransition } from '../../answers/coverage.ts';

/** An entry of a profile's table, and how often it was taken. */
export type TakenEntry = readonly [entry: number, times: number];

const REGION_TRANSITIONS = chart.regions.flatMap(({ transitions }) => transitions);

/** Where a task stands in the statechart, as a number that means nothing outside this run. */
interface Followed {
  chartState: number;
}

/** Follows the statechart with every faulting task, and counts the transitions that were taken. */
export class ChartFollower {
  private profile: Profile | undefined;
  private table!: ChartTable;
  private taken = new Uint32Array(0);

  /** A new run begins: where tasks stand. Counts go on unless the profile is another one. */
  begin(profile: Profile): number {
    if (this.profile !== profile) {
      this.profile = profile;
      const table = chartTableOf(profile);
      if (table !== this.table) {
        this.table = table;
        this.taken = new Uint32Array(table.next.length);
      }
    }
    return this.table.initial;
  }

  /** A state in words: where the attempt is, its flags, and every region not at rest. */
  name(state: number): string {
    return describe(this.table, state);
  }

  /** The task begins a new trap, or is done with its access. */
  endTrap(task: Followed): void {
    if (task.chartState !== this.table.initial) this.follow(task, 'trap_end');
    task.chartState = this.table.initial;
  }

  /** Takes one transition; in words what is wrong, if the chart does not have it. */
  follow(task: Followed, event: FaultEvent): string | undefined {
    const state = task.chartState;
    const entry = state * faultEvents.length + eventColumns[event];
    const next = this.table.next[entry]!;
    if (next < 0) return this.refusal(state, event);
    this.taken[entry]! += 1;
    task.chartState = next;
    return undefined;
  }

  private refusal(state: number, event: FaultEvent): string {
    const where = `${event} in ${describe(this.table, state)}`;
    const [contract] = forbiddenBy(this.table, state, event);
    if (contract === undefined) return `${where}, which has no such step`;
    return `${where}, against ${sourceOf(contract)}: ${contracts[contract]}`;
  }

  /** Transitions that were taken, as entries of the profile's table, and how often. */
  entriesTaken(): TakenEntry[] {
    return [...this.taken.entries()].filter(([, times]) => times > 0);
  }

  /** Transitions that somebody else has taken. */
  take(entries: readonly TakenEntry[]): void {
    for (const [entry, times] of entries) this.taken[entry]! += times;
  }

  /** Which transitions of regions were taken, of those that the profile has. */
  coverage(): ChartCoverage {
    const byRegion = this.byRegion();
    const never = byRegion
      .filter(({ times }) => times === 0)
      .map(({ from, event }) => `${from} --${event}`);
    const total = byRegion.length;
    return { taken: total - never.length, total, never, byRegion };
  }

  /** The transitions of regions that the profile has, with what the table's entries add up to. */
  private byRegion(): RegionTransition[] {
    const { moves, moveLists } = this.table;
    const byList = new Array<number>(moveLists.length).fill(0);
    moves.forEach((list, entry) => {
      byList[list]! += this.taken[entry]!;
    });
    const times = new Map<number, number>();
    moveLists.forEach((list, number) => {
      for (const move of list) times.set(move, (times.get(move) ?? 0) + byList[number]!);
    });
    return REGION_TRANSITIONS.flatMap(({ from, event, to }, number) =>
      times.has(number) ? [{ from, event, to, times: times.get(number)! }] : [],
    );
  }
}

/** Laws have letters, sections a sign of their own. */
const sourceOf = (contract: Contract): string =>
  contract.startsWith('§') ? `domain.md ${contract}` : `${contract} (domain.md §7)`;
