import type { Allowed, AllowedViolation } from '../answers/allow-file.ts';
import type { Retried } from '../answers/certificate.ts';
import type { Finding } from '../answers/finding.ts';
import type { Change, GateReport, Stale } from '../answers/gate-report.ts';
import { breaksIn, hiddenRegressions, type Sides } from '../compare/both-sides.ts';
import { portableTrace } from '../run/portable.ts';
import { Session } from '../run/session.ts';
import type { CheckOptions } from '../run/tools.ts';
import {
  covers,
  isSameChange,
  isViolation,
  runsOf,
  type Shown,
  shownBy,
  shownIn,
} from './allow.ts';
import { type FromCorpus, retry } from './corpus.ts';

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
  const known = allow.map((entry): Known => ({ entry, again: again(sides, entry) }));
  const entryOf = (finding: Finding) => entryFor(known, shownBy(finding));
  const accepted = all.flatMap((finding) => {
    const entry = entryOf(finding);
    return entry ? [{ ...finding, accepted: entry.reason }] : [];
  });
  const open = all.filter((finding) => entryOf(finding) === undefined);
  const laws = lawsOf(accepted).filter((law) => !lawsOf(open).includes(law));
  return {
    regressions: [...open, ...behind(sides, known, { laws, options })],
    accepted,
    changes: changes.map((change) => {
      const entry = allow.find((one) => !isViolation(one) && isSameChange(one, change));
      return entry ? { ...change, accepted: entry.reason } : change;
    }),
    stale: known.flatMap((one) => staleness(one, { sides, all, changes })),
  };
}

/** An entry, and what came of its run on the candidate; null for a change. */
interface Known {
  readonly entry: Allowed;
  readonly again: Retried | null;
}

const again = ({ ours }: Sides, entry: Allowed): Retried | null =>
  isViolation(entry) ? retry(new Session(ours.subject, ours.tools), runsOf([entry])).retried : null;

const isLive = ({ again: retried }: Known): boolean => retried !== null && retried.reproduced > 0;

/** The entry that covers it, if there is one. */
const entryFor = (known: readonly Known[], shown: Shown): Allowed | undefined =>
  known.find((one) => isViolation(one.entry) && covers(one.entry, shown, isLive(one)))?.entry;

const lawsOf = (findings: readonly Finding[]): string[] => [
  ...new Set(findings.map(({ invariant }) => invariant)),
];

/** Regressions that no entry covers, of laws of which another one is accepted. */
const behind = (
  sides: Sides,
  known: readonly Known[],
  { laws, options }: { laws: readonly string[]; options: CheckOptions },
): Finding[] =>
  hiddenRegressions(sides, laws, options, ({ world }, violation) => {
    const { ours } = sides;
    const names = ours.taskNames(world);
    const trace = portableTrace(ours.trace, names);
    const shown = shownIn({ ...violation, trace, task: names[violation.task] ?? '' }, world);
    return entryFor(known, shown) === undefined;
  });

interface Seen {
  readonly sides: Sides;
  readonly all: readonly Finding[];
  readonly changes: readonly Change[];
}

/** Why the entry is of no use any more, if that is so. */
function staleness(known: Known, { sides, all, changes }: Seen): Stale[] {
  const { entry, again: retried } = known;
  const { reason } = entry;
  if (!isViolation(entry)) {
    const { behaviour: name, only } = entry;
    if (changes.some((change) => isSameChange(entry, change))) return [];
    return [{ name, reason, why: `not seen of the ${only} alone` }];
  }
  if (all.some((finding) => covers(entry, shownBy(finding), isLive(known)))) return [];
  const why = whyUnseen(entry, retried!, sides);
  return why === undefined ? [] : [{ name: entry.invariant, reason, why }];
}

function whyUnseen(
  { invariant, witness }: AllowedViolation,
  { gone: [gone], held }: Retried,
  { theirs }: Sides,
): string | undefined {
  if (gone) {
    const { step, expected, found } = gone;
    return `path gone at step ${step}: expected ${expected}, found ${found}`;
  }
  if (held > 0) return 'the law holds in its run';
  return breaksIn(theirs, witness.world, invariant)
    ? 'the baseline breaks the law there too'
    : undefined;
}
