import {
  type Allowed,
  type AllowedViolation,
  covers,
  isSameChange,
  isViolation,
  runsOf,
  shownBy,
  shownIn,
} from './allow.ts';
import { breaksIn, hiddenRegressions, type Sides } from './both-sides.ts';
import { type FromCorpus, retry } from './corpus.ts';
import type { Change, Finding, GateReport, Stale } from './finding.ts';
import { portableTrace } from './portable.ts';
import { Session } from './session.ts';
import type { CheckOptions } from './tools.ts';

/** What a gate has found before anything of it is accepted. */
interface Unsorted {
  readonly regressions: readonly Finding[];
  readonly changes: readonly Change[];
}

/** The parts of the answer that depend on what is accepted. */
export type Sorted = Unsorted & Pick<GateReport, 'accepted' | 'stale'>;

/** What the runs of accepted violations show of the candidate, for searching there first. */
export function retryAllowed(
  { ours }: Sides,
  { allow }: CheckOptions,
): Pick<FromCorpus, 'witnesses'> | undefined {
  return allow && retry(new Session(ours.subject, ours.tools), runsOf(allow));
}

/**
 * Tells what is accepted from what is not, and what is accepted from what is no longer seen.
 *
 * Behind an accepted violation other ones of the same law are looked for, in runs that take less.
 */
export function sortedOut(
  sides: Sides,
  { regressions: all, changes }: Unsorted,
  options: CheckOptions,
): Sorted {
  const { allow } = options;
  if (allow === undefined) return { regressions: all, changes };
  const violations = allow.filter(isViolation);
  const entryOf = (finding: Finding) => violations.find((one) => covers(one, shownBy(finding)));
  const accepted = all.flatMap((finding) => {
    const entry = entryOf(finding);
    return entry ? [{ ...finding, accepted: entry.reason }] : [];
  });
  const open = all.filter((finding) => entryOf(finding) === undefined);
  const laws = lawsOf(accepted).filter((law) => !lawsOf(open).includes(law));
  return {
    regressions: [...open, ...behind(sides, violations, { laws, options })],
    accepted,
    changes: changes.map((change) => {
      const entry = allow.find((one) => !isViolation(one) && isSameChange(one, change));
      return entry ? { ...change, accepted: entry.reason } : change;
    }),
    stale: allow.flatMap((entry) => staleness(entry, { sides, all, changes })),
  };
}

const lawsOf = (findings: readonly Finding[]): string[] => [
  ...new Set(findings.map(({ invariant }) => invariant)),
];

/** Regressions that no entry covers, of laws of which another one is accepted. */
const behind = (
  sides: Sides,
  violations: readonly AllowedViolation[],
  { laws, options }: { laws: readonly string[]; options: CheckOptions },
): Finding[] =>
  hiddenRegressions(sides, laws, options, ({ world }, violation) => {
    const { ours } = sides;
    const names = ours.taskNames(world);
    const trace = portableTrace(ours.trace, names);
    const shown = shownIn({ ...violation, trace, task: names[violation.task] ?? '' }, world);
    return !violations.some((one) => covers(one, shown));
  });

interface Seen {
  readonly sides: Sides;
  readonly all: readonly Finding[];
  readonly changes: readonly Change[];
}

/** Why the entry is of no use any more, if that is so. */
function staleness(entry: Allowed, { sides, all, changes }: Seen): Stale[] {
  const { reason } = entry;
  if (!isViolation(entry)) {
    const { behaviour: name, only } = entry;
    if (changes.some((change) => isSameChange(entry, change))) return [];
    return [{ name, reason, why: `not seen of the ${only} alone` }];
  }
  const name = entry.invariant;
  if (all.some((finding) => covers(entry, shownBy(finding)))) return [];
  const { ours, theirs } = sides;
  const { retried } = retry(new Session(ours.subject, ours.tools), runsOf([entry]));
  const [gone] = retried.gone;
  if (gone) {
    const { step, expected, found } = gone;
    return [
      { name, reason, why: `path gone at step ${step}: expected ${expected}, found ${found}` },
    ];
  }
  if (retried.held > 0) return [{ name, reason, why: 'the law holds in its run' }];
  const both = breaksIn(theirs, entry.witness.world, name);
  return both ? [{ name, reason, why: 'the baseline breaks the law there too' }] : [];
}
