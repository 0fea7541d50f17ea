import type { CheckReport } from '../../properties/answers/check-report.ts';
import type { ExploreReport } from '../../properties/answers/explore-report.ts';
import type { GateReport } from '../../properties/answers/gate-report.ts';
import type { Report, Reported, ReportedFinding } from '../format.ts';
import { certificateInOneLine, notCompiledFacts } from './certificate.ts';
import { keptIn } from './finding.ts';
import { lanesOf, withRowsAtMost } from './lanes.ts';
import { overviewHeading, overviewOf } from './overview.ts';
import type { Block, Fact, Page } from './page.ts';
import { pageOf } from './report.ts';
import { few } from './words.ts';
import { worldInWords } from './world.ts';

/** Lines of the run that are shown, if there is room; the rest is in the report. */
export const ROWS_WANTED = 18;
/** Names in one line, and findings with a line of their own. */
const NAMES_MAX = 8;
const FINDINGS_MAX = 5;

/**
 * What a report says in a few lines, for a terminal: the verdict, what was found, the shortest run
 * of what counts most, and the verdict again, where the eye is when all has scrolled by.
 */
export function shortPage(report: Report, rowsMax = ROWS_WANTED): Page {
  switch (report.schema) {
    case 'faultline.gate/1':
      return shortGate(report, rowsMax);
    case 'faultline.check/1':
    case 'faultline.explore/1':
      return shortSubject(report, rowsMax);
    case 'faultline.checks/1':
    case 'faultline.explores/1': {
      const { reports }: { reports: readonly Judged[] } = report;
      const worst = shortest(reports.flatMap(({ violations }) => violations));
      return [...overviewOf(reports), ...runOf(worst, rowsMax), overviewHeading(reports)];
    }
    default:
      return pageOf(report);
  }
}

/** The verdict alone: the first heading, or the last where there are several subjects. */
export function quietPage(report: Report): Page {
  const isVerdict = (block: Block): boolean => block.kind === 'heading' && block.level === 1;
  const page = shortPage(report);
  const verdict = page.findLast(isVerdict);
  return verdict ? [verdict] : page;
}

type Judged = Reported<CheckReport> | Reported<ExploreReport>;

function shortGate(report: Reported<GateReport>, rowsMax: number): Page {
  const { regressions, accepted = [], inherited, fixed, refinement, stale = [] } = report;
  const changes = report.changes.filter((change) => change.accepted === undefined);
  const differences = refinement?.differences ?? [];
  const seen = (side: 'candidate' | 'baseline'): string[] => [
    ...new Set(differences.filter(({ only }) => only === side).map(({ kind }) => kind)),
  ];
  const [heading, ...rest] = pageOf(report);
  const notes = rest.filter(({ kind }) => kind === 'paragraph').slice(0, report.notes?.length ?? 0);
  return [
    heading!,
    ...notes,
    {
      kind: 'facts',
      facts: [
        ...findingFacts('Regression', regressions),
        ...namesFact('Accepted', accepted.map(nameWithRow)),
        ...namesFact('Inherited', inherited.map(nameWithRow)),
        ...namesFact('Fixed', fixed.map(nameWithRow)),
        ...namesFact(
          'Changes',
          changes.map(({ only, behaviour }) => `${only} only: ${behaviour}`),
        ),
        ...namesFact('Gains', seen('candidate')),
        ...namesFact('Loses', seen('baseline')),
        ...namesFact(
          'Stale',
          stale.map(({ name }) => name),
        ),
        ...notCompiledFacts(report.certificate.notCompiled ?? []),
        ['Holds for', certificateInOneLine(report.certificate)],
      ],
    },
    ...runOf(shortest(regressions), rowsMax),
    ...(regressions.length > 0 ? [heading!] : []),
  ];
}

function shortSubject(report: Judged, rowsMax: number): Page {
  const { violations } = report;
  const heading = pageOf(report)[0]!;
  return [
    heading,
    {
      kind: 'facts',
      facts: [
        ...findingFacts('Breaks', violations),
        ...namesFact('Inherited', inheritedBy(report).map(nameWithRow)),
        ...notCompiledFacts(report.certificate.notCompiled ?? []),
        ['Holds for', certificateInOneLine(report.certificate)],
      ],
    },
    ...runOf(shortest(violations), rowsMax),
    ...(violations.length > 0 ? [heading] : []),
  ];
}

/** What a driver's helpers break by themselves. */
const inheritedBy = (report: Judged): readonly ReportedFinding[] =>
  report.schema === 'faultline.check/1' ? (report.inherited ?? []) : [];

/** One line for each finding, and how many there are beyond. */
function findingFacts(label: string, findings: readonly ReportedFinding[]): Fact[] {
  const facts = findings.slice(0, FINDINGS_MAX).map((finding, index): Fact => {
    const what = finding.known?.summary ?? finding.found;
    return [index === 0 ? label : '', `${nameWithRow(finding)}: ${what}${realOf(finding)}`];
  });
  const more = findings.slice(FINDINGS_MAX).map(nameWithRow);
  return more.length === 0 ? facts : [...facts, ['', `and ${few(more, NAMES_MAX)}`]];
}

/** `; confirmed on Linux 6.12.117` */
const realOf = ({ confirmation: it }: ReportedFinding): string =>
  it === undefined ? '' : `; ${it.verdict.replaceAll('-', ' ')} on Linux ${it.release}`;

const namesFact = (label: string, names: readonly string[]): Fact[] =>
  names.length === 0 ? [] : [[label, few(names, NAMES_MAX)]];

const nameWithRow = ({ invariant, known }: ReportedFinding): string =>
  known ? `${invariant} (${known.row})` : invariant;

/** The finding whose run is the shortest. */
const shortest = (findings: readonly ReportedFinding[]): ReportedFinding | undefined =>
  [...findings].sort((a, b) => a.shrunk.steps - b.shrunk.steps)[0];

function runOf(finding: ReportedFinding | undefined, rowsMax: number): Block[] {
  if (!finding) return [];
  const { invariant, claim, found, excerpt, step, task, shrunk, blame, confirmation } = finding;
  const where = step >= shrunk.steps ? 'at the end of the run' : `step ${step}`;
  const at = excerpt && !blame ? `, ${excerpt.exact ? '' : 'after '}${excerpt.at}` : '';
  return [
    { kind: 'heading', level: 3, text: invariant, tone: 'bad' },
    { kind: 'facts', facts: [['World', worldInWords(shrunk.world).join('; ')]] },
    { kind: 'lanes', lanes: withRowsAtMost(lanesOf(finding), rowsMax) },
    {
      kind: 'facts',
      facts: [
        ['Law', claim],
        ['Found', found],
        ...keptIn(finding),
        ['Where', `${blame ? 'noticed: ' : ''}${task}, ${where}${at}`],
        ...(confirmation ? [['Real kernel', confirmation.sentence] as const] : []),
      ],
    },
    { kind: 'command', command: finding.replay },
  ];
}
