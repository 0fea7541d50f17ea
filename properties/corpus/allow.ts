import type { World } from '../../impl/kernel/world.ts';
import type { Allowed, AllowedViolation } from '../answers/allow-file.ts';
import type { KeptRun } from '../answers/event-schedule.ts';
import type { Finding } from '../answers/finding.ts';
import type { Change } from '../answers/gate-report.ts';
import { conductOf } from '../judge/conduct.ts';
import { subsumes } from '../run/subsumes.ts';
import { meaningOf } from './event-schedule.ts';

/** Is it a violation that is accepted, and no change? */
export const isViolation = (allowed: Allowed): allowed is AllowedViolation =>
  'invariant' in allowed;

/** What it takes to know a violation by: read off a finding, or off a run of the search. */
export interface Shown {
  readonly invariant: string;
  readonly site: string;
  readonly task: string;
  readonly conduct: readonly string[];
  readonly world: World;
}

/** The same of a finding. */
export const shownBy = ({ shrunk: { world }, ...finding }: Finding): Shown =>
  shownIn(finding, world);

/** The same of what broke in a run. */
export function shownIn(
  { invariant, event, task, trace }: Pick<Finding, 'invariant' | 'event' | 'task' | 'trace'>,
  world: World,
): Shown {
  const site = trace[event]?.event ?? 'end';
  return { invariant, site, task, conduct: conductOf(trace, { task, event }), world };
}

/**
 * Does the accepted violation explain another one? It does if that one breaks the same law, at the
 * same kind of event, after the same last step, and has all that makes up the accepted one: all
 * that the thread did, in this order, or all that the run takes.
 *
 * What a run takes says nothing of a candidate that does not break the law in the accepted run any
 * more (`live`).
 */
export function covers(
  { invariant, site, task, conduct, witness }: AllowedViolation,
  shown: Shown,
  live: boolean,
): boolean {
  if (invariant !== shown.invariant || site !== shown.site) return false;
  if (conduct.at(-1) !== shown.conduct.at(-1)) return false;
  if (isPartOf(conduct, shown.conduct)) return true;
  const all = { world: shown.world, fault: faultOf(shown.task) };
  return live && subsumes(all, { world: witness.world, fault: faultOf(task) });
}

/** Are these steps among those, in the same order? */
function isPartOf(steps: readonly string[], all: readonly string[]): boolean {
  let next = 0;
  for (const step of all) if (step === steps[next]) next += 1;
  return next === steps.length;
}

/** `fault-2` is number 1; whoever is no faulting thread counts as the first. */
const faultOf = (task: string): number => Number(/^fault-(\d+)$/.exec(task)?.[1] ?? 1) - 1;

/** The same behaviour, and only on the same side. */
export const isSameChange = (one: Change, other: Change): boolean =>
  one.behaviour === other.behaviour && one.only === other.only;

/** The entry of a finding. */
export const allowedFinding = (finding: Finding, reason: string): AllowedViolation => {
  const { world, ...shown } = shownBy(finding);
  const witness = { world, schedule: finding.shrunk.schedule, path: meaningOf(finding) };
  return { ...shown, reason, found: finding.found, witness };
};

/** The runs of accepted violations, for trying them first. */
export const runsOf = (allowed: readonly Allowed[]): KeptRun[] =>
  allowed.filter(isViolation).map(({ invariant, witness: { world, path } }) => ({
    name: invariant,
    invariant,
    world,
    turns: path,
  }));
