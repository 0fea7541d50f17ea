import type { Change, GateReport, Stale } from '../../properties/answers/gate-report.ts';
import type { Difference } from '../../properties/answers/refinement.ts';
import type { Reported, ReportedFinding } from '../format.ts';
import { acceptedRows, nameIn } from './accepted.ts';
import { certificateOf, leftOutInWords } from './certificate.ts';
import { coverageOf, effortOf, profileInWords, promisesBeside } from './coverage.ts';
import { briefOf, storyOf } from './finding.ts';
import type { Block, Cells, Fact, Page } from './page.ts';
import { differencesIn, refinementOf } from './refinement.ts';
import { counted, lawsBroken } from './words.ts';
import { worldInWords } from './world.ts';

type Gate = Reported<GateReport>;

/** The answer of `gate`: regressions in full, what both sides do in short. */
export function gatePage(report: Gate): Page {
  const { regressions, accepted = [], inherited, fixed, changes } = report;
  const differences = report.refinement?.differences ?? [];
  return [
    {
      kind: 'heading',
      level: 1,
      text: `${report.safe ? 'SAFE' : 'NOT SAFE'}: ${reasonOf(report)}`,
      tone: report.safe ? 'good' : 'bad',
    },
    ...(report.notes ?? []).map((text) => ({ kind: 'paragraph', text: `Note: ${text}` }) as const),
    summaryOf(report),
    ...section('Regressions', regressions.flatMap(storyOf)),
    ...section('Accepted', accepted.map(briefOf)),
    ...section('Inherited', inherited.map(briefOf)),
    ...section('Fixed', fixed.map(briefOf)),
    ...section(
      'Changes',
      changes.map((change) => changeOf(change, report)),
    ),
    ...section('Old against new', refinementOf(differences, report)),
    ...coverageOf(report.coverage, profilesOf(report)),
    ...certificateOf(report.certificate),
    effortOf(report),
  ];
}

/**
 * That the candidate was judged in two kernels, and in which of them it fails. Whoever knows that
 * the kernel changes along says so by --profile.
 */
function inBothKernels({ alsoIn, profiles, regressions, baseline }: Gate): string {
  if (!alsoIn) return '';
  const there = promisesBeside(alsoIn, profiles.candidate);
  const here = promisesBeside(profiles.candidate, alsoIn);
  const moved = regressions.filter(({ kernel }) => kernel !== undefined).length;
  if (moved === 0) return `, in the kernel of ${baseline} (${there}) as in its own (${here})`;
  const which = moved === regressions.length ? '' : `, ${counted(moved, 'law')} of them`;
  return (
    `${which} in the kernel of ${baseline} (${there}); its own text shows ${here}: ` +
    'if the kernel changes along, say so with --profile'
  );
}

function reasonOf(report: Gate): string {
  const { candidate, baseline, regressions, safe, interrupted } = report;
  const left = safe ? leftOutInWords(report.certificate, report.coverage.source) : '';
  const stopped = inBothKernels(report) + (interrupted ? ' (stopped early)' : '') + left;
  const { accepted = [] } = report;
  const allowed = accepted.length === 0 ? '' : `, and ${lawsBroken(accepted)} as accepted`;
  if (regressions.length > 0) {
    const laws = lawsBroken(regressions);
    return `${candidate} breaks ${laws} that ${baseline} keeps${safe ? ', as allowed' : allowed + stopped}`;
  }
  if (safe && accepted.length > 0) {
    return `${candidate} breaks ${lawsBroken(accepted)} that ${baseline} keeps, as accepted${stopped}`;
  }
  if (safe) return `${candidate} keeps every law that ${baseline} keeps${stopped}`;
  const gains = gainsOf(report);
  if (gains.length > 0) {
    return `${candidate} can do ${counted(gains.length, 'thing')} that ${baseline} cannot${stopped}`;
  }
  if (report.changes.some(isLost)) {
    return `${candidate} never lets an access succeed that succeeds with ${baseline}${stopped}`;
  }
  if (interrupted) return `${candidate} was not compared with ${baseline} to the end`;
  const ways = counted(report.changes.length, 'way');
  return `${candidate} behaves differently from ${baseline} in ${ways}`;
}

/** An access that succeeds with the baseline alone makes a candidate unsafe by itself. */
export const isLost = ({ unsafe, accepted }: Change): boolean => unsafe === true && !accepted;

/** What the candidate alone can do, where that makes it unsafe. */
export const gainsOf = ({ refinement }: Gate): readonly Difference[] =>
  refinement?.demanded === true
    ? refinement.differences.filter(({ only }) => only === 'candidate')
    : [];

/** One line for each finding and change, so that the verdict can be taken in at a glance. */
function summaryOf(report: Gate): Block {
  const { regressions, accepted, inherited, fixed, stale, refinement } = report;
  const changes = report.changes.filter((change) => change.accepted === undefined);
  const laws = (label: string, findings: readonly ReportedFinding[]): Cells[] =>
    labelled(
      label,
      findings.map((finding) => [
        {
          text: findings === regressions ? nameIn(report, finding) : finding.invariant,
          finding,
        },
        finding.known?.row ?? '',
        finding.known?.summary ?? finding.found,
      ]),
    );
  return {
    kind: 'table',
    isGrouped: true,
    head: ['', 'law', 'row', 'what'],
    rows: [
      ...laws('regressions', regressions),
      ...(accepted ? labelled('accepted', acceptedRows(report)) : []),
      ...laws('inherited', inherited),
      ...laws('fixed', fixed),
      ...labelled(
        'changes',
        changes.map(({ behaviour, only }) => [
          { text: `${only} only`, alone: `${only} only: ${behaviour}` },
          '',
          behaviour,
        ]),
      ),
      ...(refinement ? labelled('gains', differencesIn(refinement.differences, 'candidate')) : []),
      ...(refinement ? labelled('loses', differencesIn(refinement.differences, 'baseline')) : []),
      ...(stale && stale.length > 0 ? labelled('stale', stale.map(staleRow)) : []),
    ],
  };
}

/** An entry of the file that can go. */
const staleRow = ({ name, reason, why }: Stale): Cells => [
  name,
  '',
  `accepted as "${reason}", but no longer seen: ${why}`,
];

const labelled = (label: string, rows: readonly Cells[]): Cells[] =>
  rows.length === 0
    ? [[`${label} 0`, '', '', '']]
    : rows.map((row, index) => [index === 0 ? `${label} ${rows.length}` : '', ...row]);

/** Blocks under a title, or nothing. */
export const section = (title: string, blocks: readonly Block[]): Block[] =>
  blocks.length === 0 ? [] : [{ kind: 'heading', level: 2, text: title }, ...blocks];

function changeOf({ behaviour, only, witness }: Change, report: Gate): Block {
  return {
    kind: 'list',
    title: `only ${report[only]}: ${behaviour}`,
    items: [
      ...worldInWords(witness.world),
      `schedule: ${witness.schedule.map(({ task, steps }) => `${task} ${steps}`).join(', ')}`,
    ],
  };
}

function profilesOf({ profiles, profilesFrom: from, candidate, baseline }: Gate): Fact[] {
  const of = profileInWords(profiles.candidate, from.candidate);
  const than = profileInWords(profiles.baseline, from.baseline);
  if (of === than) return [['Profile', of]];
  return [
    ['Profiles', `${candidate}: ${of}`],
    ['', `${baseline}: ${than}`],
  ];
}
