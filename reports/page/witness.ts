import type { WitnessReport } from '../../properties/answers/witness-report.ts';
import type { Reported } from '../format.ts';
import { storyOf } from './finding.ts';
import type { Fact, Page } from './page.ts';

type Witness = Reported<WitnessReport>;

/** What a real kernel says of a counterexample. */
export function witnessPage(report: Witness): Page {
  const { finding, says, verdict } = report;
  return [
    {
      kind: 'heading',
      level: 1,
      text: witnessSentence(report),
      tone: verdict === 'confirmed' ? 'bad' : 'good',
    },
    { kind: 'facts', facts: witnessFacts(report) },
    ...(says.length > 0
      ? [{ kind: 'list', title: 'The kernel says', items: says.slice(0, SAID_MAX) } as const]
      : []),
    ...(finding ? storyOf(finding) : []),
  ];
}

/** Lines of the kernel's console that a page shows. */
const SAID_MAX = 12;

/** The answer in one sentence. */
export function witnessSentence(report: Witness): string {
  const { verdict, subject, invariant, kernel, parts, events, reason } = report;
  const on = `Linux ${kernel.release}`;
  switch (verdict) {
    case 'confirmed': {
      const how = parts === null ? `, event by event (${events} events)` : '';
      return `confirmed on ${on}: ${subject} breaks ${invariant} there, too${how}`;
    }
    case 'not-confirmed':
      return parts === null
        ? `not confirmed on ${on}: ${subject} keeps ${invariant} in this run`
        : `not confirmed on ${on}: the runs part at step ${parts.step}`;
    case 'not-asked':
      return `${invariant} was not asked on ${on}: ${reason}; the run is the same there`;
    case 'cannot-be-played':
      return `cannot be played on ${on}: ${reason}`;
  }
}

function witnessFacts({ kernel, parts, events, broken, left, reason, verdict }: Witness): Fact[] {
  return [
    ['Kernel', `${kernel.release}, user mode, the subject's own C`],
    ['Same events', String(events)],
    ...(broken.length > 0 ? [['Broken there', broken.join(', ')] as const] : []),
    ...(parts ? partingFacts(parts) : []),
    ...(left.length > 0 ? [['Left behind', left.join(', ')] as const] : []),
    ...(reason !== null && verdict === 'confirmed' ? [['Why', reason] as const] : []),
  ];
}

const partingFacts = ({ step, real, simulated }: NonNullable<Witness['parts']>): Fact[] => [
  ['Parts at step', String(step)],
  ['Real', real],
  ['Simulated', simulated],
];
