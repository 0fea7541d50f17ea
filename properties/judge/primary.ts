import type { Invariant, Violation } from './invariant.ts';

/** A violation that stands on its own, with those that only follow from it. */
export interface Primary {
  readonly violation: Violation;
  readonly consequences: readonly Violation[];
}

/** Laws that say less about the cause than any other law: asked last when several break at once. */
const GENERAL = [
  'conforms-to-statechart',
  'always-resolves',
  'deadlock-free',
  'no-crash',
  'faulting-page-mapped',
  'no-stale-mapping',
];

/** Laws that say more about the cause than others that break at the same event. */
const SPECIFIC = ['no-unlock-after-retry'];

const generality = (name: string): number => GENERAL.length - GENERAL.indexOf(name);
function rank(name: string): number {
  if (SPECIFIC.includes(name)) return -1;
  return GENERAL.includes(name) ? generality(name) : 0;
}

/**
 * Tells causes from consequences: one finding per cause.
 *
 * A violation follows from another one if that one came before it and left the run in a state in
 * which nothing more can be concluded, or if both were found at the same event. The statechart
 * notices most breaches too, sometimes a step earlier: it stands on its own only where no law does.
 */
export function primaries(
  violations: readonly Violation[],
  invariants: ReadonlyMap<string, Invariant>,
): Primary[] {
  const found: { violation: Violation; consequences: Violation[] }[] = [];
  const isGrave = ({ invariant }: Violation): boolean =>
    invariants.get(invariant)?.nonFatal !== true;
  const laws = violations.filter(({ invariant }) => invariant !== CHART);
  const ordered = [...laws].sort(
    (one, other) => one.event - other.event || rank(one.invariant) - rank(other.invariant),
  );
  for (const violation of ordered) {
    const cause = found.find(
      ({ violation: earlier }) => earlier.event === violation.event || isGrave(earlier),
    );
    if (cause) cause.consequences.push(violation);
    else found.push({ violation, consequences: [] });
  }
  const chart = violations.find(({ invariant }) => invariant === CHART);
  if (chart === undefined) return found;
  const cause =
    found.find(({ violation }) => violation.event >= chart.event) ??
    found.findLast(({ violation }) => isGrave(violation));
  if (cause) cause.consequences.push(chart);
  else found.push({ violation: chart, consequences: [] });
  return found;
}

const CHART = 'conforms-to-statechart';
