import type { CheckReport } from '../../properties/answers/check-report.ts';
import type { ExploreReport } from '../../properties/answers/explore-report.ts';
import type { GateReport } from '../../properties/answers/gate-report.ts';
import type { Reported } from '../../reports/format.ts';
import type { CounterexampleFiles } from './counterexample-files.ts';

/** Documents as they are printed: how long it took, and of each finding how it is replayed. */

/** Of `check`. */
export function reportedCheck(
  report: CheckReport,
  seconds: number | null,
  files: CounterexampleFiles,
): Reported<CheckReport> {
  const { inherited, ...rest } = report;
  return {
    ...rest,
    seconds,
    violations: files.add(report, report.violations),
    ...(inherited ? { inherited: files.add(report, inherited) } : {}),
  };
}

/** Of `explore`. */
export const reportedExplore = (
  report: ExploreReport,
  seconds: number | null,
  files: CounterexampleFiles,
): Reported<ExploreReport> => ({
  ...report,
  seconds,
  violations: files.add(report, report.violations),
});

/** Of `gate`. */
export function reportedGate(
  report: GateReport,
  seconds: number | null,
  files: CounterexampleFiles,
): Reported<GateReport> {
  const candidate = { subject: report.candidate, profile: report.profiles.candidate };
  const baseline = { subject: report.baseline, profile: report.profiles.baseline };
  const { accepted, ...rest } = report;
  return {
    ...rest,
    seconds,
    regressions: files.add(candidate, report.regressions),
    ...(accepted ? { accepted: files.add(candidate, accepted) } : {}),
    inherited: files.add(candidate, report.inherited),
    fixed: files.add(baseline, report.fixed),
  };
}
