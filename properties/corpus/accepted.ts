import type { Allowed, AllowedViolation } from '../answers/allow-file.ts';
import type { Retried } from '../answers/certificate.ts';
import type { Finding } from '../answers/finding.ts';
import type { Change, Stale } from '../answers/gate-report.ts';
import type { Counts } from '../compare/both-sides.ts';
import { portableTrace } from '../run/portable.ts';
import type { Session } from '../run/session.ts';
import { covers, isSameChange, isViolation, type Shown, shownBy, shownIn } from './allow.ts';

/** What a project accepts of a candidate, each entry with what came of its run there. */
export type Accepting = readonly AcceptedEntry[];

/** An entry, and what came of its run on the candidate; null for a change. */
export interface AcceptedEntry {
  readonly entry: Allowed;
  readonly retried: Retried | null;
}

const isLive = ({ retried }: AcceptedEntry): boolean => retried !== null && retried.reproduced > 0;

/** The entry that covers what was shown, if there is one. */
const entryFor = (accepting: Accepting, shown: Shown): Allowed | undefined =>
  accepting.find((one) => isViolation(one.entry) && covers(one.entry, shown, isLive(one)))?.entry;

/** What a gate has found, as far as what is accepted tells it apart. */
export interface SortedOut {
  readonly open: readonly Finding[];
  readonly accepted: readonly Finding[];
  readonly changes: readonly Change[];
  /** Laws of which all that was found is accepted: other violations may hide behind it. */
  readonly laws: readonly string[];
}

/** Tells what is accepted from what is not. */
export function sortedOut(
  accepting: Accepting,
  { regressions, changes }: { regressions: readonly Finding[]; changes: readonly Change[] },
): SortedOut {
  const accepted = regressions.flatMap((finding) => {
    const entry = entryFor(accepting, shownBy(finding));
    return entry ? [{ ...finding, accepted: entry.reason }] : [];
  });
  const open = regressions.filter((one) => entryFor(accepting, shownBy(one)) === undefined);
  return {
    open,
    accepted,
    changes: changes.map((change) => {
      const entry = accepting.find(
        (one) => !isViolation(one.entry) && isSameChange(one.entry, change),
      )?.entry;
      return entry ? { ...change, accepted: entry.reason } : change;
    }),
    laws: lawsOf(accepted).filter((law) => !lawsOf(open).includes(law)),
  };
}

const lawsOf = (findings: readonly Finding[]): string[] => [
  ...new Set(findings.map(({ invariant }) => invariant)),
];

/** Counts the violations in the candidate's last run that no entry covers. */
export const notAccepted =
  (accepting: Accepting, candidate: Session): Counts =>
  ({ world }, violation) => {
    if (accepting.length === 0) return true;
    const names = candidate.taskNames(world);
    const trace = portableTrace(candidate.trace, names);
    const shown = shownIn({ ...violation, trace, task: names[violation.task] ?? '' }, world);
    return entryFor(accepting, shown) === undefined;
  };

/**
 * An entry of which nothing was seen: why it is of no use any more, or null if the law breaks in
 * its run, so that it depends on the baseline.
 */
export type Unseen =
  | { readonly entry: Allowed; readonly stale: Stale }
  | { readonly entry: AllowedViolation; readonly stale: null };

/** The entries that explain nothing of what a gate has found, before anything was accepted. */
export const unseenIn = (
  accepting: Accepting,
  { regressions, changes }: { regressions: readonly Finding[]; changes: readonly Change[] },
): Unseen[] =>
  accepting
    .filter((one) =>
      isViolation(one.entry)
        ? !regressions.some((finding) => isCovered(one, finding))
        : !changes.some((change) => isSameChange(one.entry as Change, change)),
    )
    .map((one) => ({ entry: one.entry, stale: staleness(one) ?? null }) as Unseen);

const isCovered = (one: AcceptedEntry, finding: Finding): boolean =>
  covers(one.entry as AllowedViolation, shownBy(finding), isLive(one));

/** Why the entry is of no use any more, as far as its own run on the candidate tells. */
function staleness({ entry, retried }: AcceptedEntry): Stale | undefined {
  const { reason } = entry;
  if (!isViolation(entry)) {
    return { name: entry.behaviour, reason, why: `not seen of the ${entry.only} alone` };
  }
  const { gone, held } = retried!;
  const name = entry.invariant;
  if (gone[0]) {
    const { step, expected, found } = gone[0];
    return { name, reason, why: `path gone at step ${step}: expected ${expected}, found ${found}` };
  }
  return held > 0 ? { name, reason, why: 'the law holds in its run' } : undefined;
}

/** An entry of a law that the baseline breaks in its run as well. */
export const inheritedEntry = ({ invariant: name, reason }: AllowedViolation): Stale => ({
  name,
  reason,
  why: 'the baseline breaks the law there too',
});
