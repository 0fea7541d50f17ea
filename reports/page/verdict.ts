import type { CheckReport } from '../../properties/answers/check-report.ts';
import type { ExploreReport } from '../../properties/answers/explore-report.ts';
import type { GateReport } from '../../properties/answers/gate-report.ts';
import type { RangedRevision } from '../../properties/answers/range-report.ts';
import type { ReplayReport } from '../../properties/answers/replay-report.ts';
import type { WitnessReport } from '../../properties/answers/witness-report.ts';
import type { Report, Reported, ReportedFinding } from '../format.ts';
import { gainsOf, isLost } from './gate.ts';
import type { Fact } from './page.ts';
import { witnessSentence } from './witness.ts';
import { counted } from './words.ts';

/** What a document says about one subject, whatever command it is the answer of. */
export interface Verdict {
  readonly command: 'check' | 'explore' | 'gate' | 'replay' | 'counterexample';
  readonly subject: string;
  /** What the subject was compared with, or null. */
  readonly baseline: string | null;
  readonly findings: readonly Judged[];
  /** Why the subject does not pass, if that is not one of the findings. */
  readonly problem: string | null;
  /** How it was found: what somebody needs who wants to do it again. */
  readonly effort: readonly Fact[];
  readonly seconds: number | null;
  readonly interrupted: boolean;
}

/** A finding, and what it means for the subject; of a `fixed` one the run is the baseline's. */
export interface Judged {
  readonly finding: ReportedFinding;
  readonly standing: 'broken' | 'accepted' | 'inherited' | 'fixed';
}

/** The verdicts of a document, one for each subject; a list has none. */
export function verdictsOf(report: Report): Verdict[] {
  switch (report.schema) {
    case 'faultline.check/1':
      return [ofCheck(report)];
    case 'faultline.checks/1':
      return report.reports.map(ofCheck);
    case 'faultline.explore/1':
      return [ofExplore(report)];
    case 'faultline.explores/1':
      return report.reports.map(ofExplore);
    case 'faultline.gate/1':
      return [ofGate(report)];
    case 'faultline.range/1':
      return report.revisions.map(ofRevision);
    case 'faultline.replay/1':
      return [ofReplay(report)];
    case 'faultline.witness/1':
      return [ofWitness(report)];
    case 'faultline.counterexample/1': {
      const { subject, finding } = report;
      return [
        { ...PLAIN, command: 'counterexample', subject, findings: judged('broken', [finding]) },
      ];
    }
    // What passed there was made wrong on purpose.
    case 'faultline.mutate/1':
    case 'faultline.list/1':
    case 'faultline.lists/1':
      return [];
  }
}

const PLAIN = { baseline: null, problem: null, effort: [], seconds: null, interrupted: false };

const judged = (
  standing: Judged['standing'],
  findings: readonly ReportedFinding[],
): readonly Judged[] => findings.map((finding) => ({ finding, standing }));

function ofCheck(report: Reported<CheckReport>): Verdict {
  const { subject, violations, seconds, interrupted, strategy, world } = report;
  return {
    ...PLAIN,
    command: 'check',
    subject,
    findings: [...judged('broken', violations), ...judged('inherited', report.inherited ?? [])],
    effort: [
      ...searched(report),
      ['strategy', strategy],
      ...(world === null ? [] : [['world', world] as const]),
    ],
    seconds,
    interrupted,
  };
}

function ofExplore(report: Reported<ExploreReport>): Verdict {
  const { subject, violations, worlds, preemptions, seconds, interrupted } = report;
  const whole = worlds.filter(({ exhausted }) => exhausted).length;
  return {
    ...PLAIN,
    command: 'explore',
    subject,
    findings: judged('broken', violations),
    effort: [
      ['worlds', worlds.map(({ world }) => world).join(' ')],
      ['exhausted', `${whole} of ${worlds.length}`],
      ...(preemptions === null ? [] : [['preemptions', String(preemptions)] as const]),
    ],
    seconds,
    interrupted,
  };
}

function ofGate(report: Reported<GateReport>): Verdict {
  const { candidate, baseline, safe, regressions, inherited, fixed } = report;
  return {
    command: 'gate',
    subject: candidate,
    baseline,
    findings: [
      ...judged(safe ? 'accepted' : 'broken', regressions),
      ...judged('accepted', report.accepted ?? []),
      ...judged('inherited', inherited),
      ...judged('fixed', fixed),
    ],
    problem: safe || regressions.length > 0 ? null : unsafeBecause(report),
    effort: [['baseline', baseline], ...searched(report)],
    seconds: report.seconds,
    interrupted: report.interrupted,
  };
}

/** The runs of a range's findings stand in files of their own: what is left is what was found. */
function ofRevision({ revision, subject, against, verdict, broken }: RangedRevision): Verdict {
  const found = broken.map((one) => `${one.invariant}: ${one.found} (${one.replay})`);
  return {
    ...PLAIN,
    command: 'gate',
    subject: `${revision} ${subject}`,
    baseline: against,
    findings: [],
    problem: verdict === 'not-safe' ? found.join('; ') || `not safe against ${against}` : null,
    effort: [['verdict', verdict]],
  };
}

function unsafeBecause(report: Reported<GateReport>): string {
  const { changes, interrupted, baseline } = report;
  const gains = gainsOf(report).map(({ kind }) => kind);
  if (changes.some(isLost)) return `never lets an access succeed that succeeds with ${baseline}`;
  if (gains.length > 0) return [`can do what ${baseline} cannot`, ...gains].join('; ');
  if (interrupted) return `not compared with ${baseline} to the end`;
  const ways = changes.map(({ behaviour, only }) => `${only} only: ${behaviour}`);
  return [`behaves differently from ${baseline} in ${counted(ways.length, 'way')}`, ...ways].join(
    '; ',
  );
}

function ofReplay({ subject, verdict, difference, finding }: Reported<ReplayReport>): Verdict {
  const where = difference
    ? ` at step ${difference.step}: expected ${difference.expected}, found ${difference.found}`
    : '';
  const lost = finding === null && verdict !== 'held';
  return {
    ...PLAIN,
    command: 'replay',
    subject,
    findings: finding === null ? [] : judged('broken', [finding]),
    problem: lost ? `the run ${verdict}${where}` : null,
    effort: [['verdict', verdict]],
  };
}

/** Of a run on a real kernel. */
function ofWitness(report: Reported<WitnessReport>): Verdict {
  const { subject, finding, verdict } = report;
  const lost = verdict === 'cannot-be-played' || verdict === 'not-asked' || report.parts !== null;
  return {
    ...PLAIN,
    command: 'replay',
    subject,
    findings: finding === null ? [] : judged('broken', [finding]),
    problem: finding === null && lost ? witnessSentence(report) : null,
    effort: [
      ['verdict', verdict],
      ['kernel', report.kernel.release],
    ],
  };
}

const searched = ({ seed, runs }: { seed: number; runs: number }): readonly Fact[] => [
  ['seed', String(seed)],
  ['runs', String(runs)],
];
