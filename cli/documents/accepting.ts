import { unknownName } from '../../jobs/names.ts';
import type { Allowed } from '../../properties/answers/allow-file.ts';
import type { Finding } from '../../properties/answers/finding.ts';
import type { Change, GateReport } from '../../properties/answers/gate-report.ts';
import {
  allowedFinding,
  covers,
  isSameChange,
  isViolation,
  shownBy,
} from '../../properties/corpus/allow.ts';
import { namesOf } from '../../reports/page/accepted.ts';
import type { Allowance } from './allow-file.ts';

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
  const found = [...new Set(names)].map((name) => {
    const one = there.get(name);
    if (one !== undefined) return one;
    const kind = 'regression or change of this gate';
    throw unknownName(kind, name, { names: there.keys() });
  });
  const before = found.filter(({ accepted }) => accepted !== undefined);
  const after = found.filter(({ accepted }) => accepted === undefined);
  const kept = allowance.accepted.map((entry) =>
    before.some((one) => isEntryOf(entry, one)) ? { ...entry, reason } : entry,
  );
  const fresh = after.map((one) => entryOf(one, reason));
  const reports = sorted(report, { kept, fresh });
  return { report: reports, allowance: { ...allowance, accepted: [...kept, ...fresh] } };
}

function entryOf(found: Finding | Change, reason: string): Allowed {
  if ('invariant' in found) return allowedFinding(found, reason);
  const { behaviour, only, witness } = found;
  return { behaviour, only, reason, witness };
}

/** Of what this gate has shown: the run of the entry still breaks the law. */
const isEntryOf = (entry: Allowed, found: Finding | Change): boolean =>
  'invariant' in found
    ? isViolation(entry) && covers(entry, shownBy(found), true)
    : !isViolation(entry) && isSameChange(entry, found);

/** What was no part of the file before is told by the new entries alone. */
function sorted(
  report: GateReport,
  { kept, fresh }: { readonly kept: readonly Allowed[]; readonly fresh: readonly Allowed[] },
): GateReport {
  const reasoned = <T extends Finding | Change>(found: T): T => {
    const entries = found.accepted === undefined ? fresh : kept;
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
