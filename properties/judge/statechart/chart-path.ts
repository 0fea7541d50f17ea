import type { Profile } from '../../../impl/kernel/profile.ts';
import type { World } from '../../../impl/kernel/world.ts';
import { EVENT_WORDS, type Trace } from '../../../scheduler/trace.ts';
import type { ChartStep } from '../../answers/finding.ts';
import type { Invariant } from '../invariant.ts';
import { Oracle } from '../oracle.ts';

/** The law that follows the statechart; it stops where the subject leaves it. */
const FOLLOWS = 'conforms-to-statechart';

/** The states of the statechart that a run went through: one entry for each change of a state. */
export function chartPathOf(
  trace: Trace,
  { world, profile }: { readonly world: World; readonly profile: Profile },
  { invariants }: { readonly invariants: ReadonlyMap<string, Invariant> },
): ChartStep[] {
  const law = invariants.get(FOLLOWS);
  if (law === undefined) return [];
  const oracle = new Oracle(new Map([[FOLLOWS, law]]));
  oracle.begin(world, profile);
  const part = trace.copy();
  const { chart, attempts } = oracle.facts;
  const stateOf = (task: number): number => (task < 0 ? -1 : attempts[task]!.chartState);
  const path: ChartStep[] = [];
  for (let event = 0; event < trace.count; event += 1) {
    const { task } = trace.at(event);
    const before = stateOf(task);
    part.length = (event + 1) * EVENT_WORDS;
    oracle.follow(part, event * EVENT_WORDS);
    const [refusal] = oracle.found;
    if (refusal)
      return [...path, { event, state: chart.name(stateOf(task)), refused: refusal.found }];
    const after = stateOf(task);
    if (after !== before) path.push({ event, state: chart.name(after) });
  }
  return path;
}
