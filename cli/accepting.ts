import {
  type Allowed,
  allowedFinding,
  covers,
  isSameChange,
  isViolation,
  shownBy,
} from '../properties/allow.ts';
import type { Change, Finding, GateReport } from '../properties/finding.ts';
import { namesOf } from '../reports/model/accepted.ts';
import type { Allowance } from './allow-file.ts';
import { unknownName } from './names.ts';

/** What is to be accepted of a gate, by the names that its report shows, and why. */
export interface Accepting {
  readonly names: readonly string[];
  readonly reason: string;
}

/** A gate's report after something of it was accepted, and what the file has to say then. */
export interface Accepted {
  readonly report: GateReport;
  readonly allowance: Allowance;
}

/** Accepts regressions and changes of a gate; wrong usage if it has none of such a name. */
export function accepting(
  report: GateReport,
  { names, reason }: Accepting,
  allowance: Allowance,
): Accepted {
  const there = namesOf(report);
  let { accepted } = allowance;
  for (const name of names) {
    const found = there.get(name);
    if (found === undefined) {
      throw unknownName('regression or change of this gate', name, { names: there.keys() });
    }
    accepted = withEntry(accepted, found, reason);
  }
  return { report: sorted(report, accepted), allowance: { ...allowance, accepted } };
}

/** Another reason for what is accepted already, or one entry more. */
function withEntry(
  entries: readonly Allowed[],
  found: Finding | Change,
  reason: string,
): readonly Allowed[] {
  const same = (entry: Allowed): boolean => isEntryOf(entry, found);
  if (entries.some(same)) {
    return entries.map((entry) => (same(entry) ? { ...entry, reason } : entry));
  }
  if ('invariant' in found) return [...entries, allowedFinding(found, reason)];
  const { behaviour, only, witness } = found;
  return [...entries, { behaviour, only, reason, witness }];
}

const isEntryOf = (entry: Allowed, found: Finding | Change): boolean =>
  'invariant' in found
    ? isViolation(entry) && covers(entry, shownBy(found))
    : !isViolation(entry) && isSameChange(entry, found);

function sorted(report: GateReport, entries: readonly Allowed[]): GateReport {
  const reasoned = <T extends Finding | Change>(found: T): T => {
    const entry = entries.find((one) => isEntryOf(one, found));
    return entry ? { ...found, accepted: entry.reason } : found;
  };
  const all = [...(report.accepted ?? []), ...report.regressions].map(reasoned);
  const regressions = all.filter((finding) => finding.accepted === undefined);
  return {
    ...report,
    safe: regressions.length === 0,
    regressions,
    accepted: all.filter((finding) => finding.accepted !== undefined),
    changes: report.changes.map(reasoned),
    stale: report.stale ?? [],
  };
}
