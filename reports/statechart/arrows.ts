import type { ChartRegion, ChartTransition } from '../../model/chart.ts';
import type { ConditionTree } from '../../model/condition-tree.ts';
import { inWords } from './conditions.ts';
import type { Taken } from './format.ts';

/** All transitions of a region from one state to another, drawn as one arrow. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly lines: readonly ArrowLine[];
  readonly coverage: CoverageKind | null;
}

/** One transition of an arrow. */
export interface ArrowLine {
  readonly transition: ChartTransition;
  /** `resv_lock_ok [mmap held]`, and how often it was taken where that is known. */
  readonly text: string;
  readonly coverage: CoverageKind | null;
}

/** Whether a search has taken a transition; `absent` if its profile has no use for it. */
export type CoverageKind = 'taken' | 'never' | 'absent';

/** The arrows of a region, in the order of its transitions. */
export function arrowsOf({ transitions }: ChartRegion, taken: Taken | null): Arrow[] {
  const groups = Map.groupBy(transitions, ({ from, to }) => `${from} ${to}`);
  return [...groups.values()].map((group) => {
    const lines = group.map((transition) => lineOf(transition, taken));
    const { from, to } = group[0]!;
    return { from, to, lines, coverage: kindOf(lines.map(({ coverage }) => coverage)) };
  });
}

function lineOf(transition: ChartTransition, taken: Taken | null): ArrowLine {
  const label = labelOf(transition);
  if (taken === null) return { transition, text: label, coverage: null };
  const times = timesTaken(transition, taken);
  if (times === undefined) return { transition, text: label, coverage: 'absent' };
  const text = times === 0 ? `${label} never` : `${label} ×${times}`;
  return { transition, text, coverage: times === 0 ? 'never' : 'taken' };
}

/** How often a transition was taken; undefined if it cannot be in the profile of the search. */
export const timesTaken = ({ from, event, to }: ChartTransition, taken: Taken) =>
  taken.find((each) => each.from === from && each.event === event && each.to === to)?.times;

/** The event, and in brackets what else decides: `resv_lock_ok [mmap lock held]`. */
export const labelOf = ({ event, when }: ChartTransition): string =>
  when === null ? event : `${event} [${shortly(when)}]`;

/** Of a state its region and name without the dot: brackets are short. */
const shortly = (when: ConditionTree): string => inWords(when).replaceAll('.', ' ');

function kindOf(lines: readonly (CoverageKind | null)[]): CoverageKind | null {
  return (['taken', 'never', 'absent'] as const).find((kind) => lines.includes(kind)) ?? null;
}
