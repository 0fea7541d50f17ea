import type { Reported, ReportedFinding } from '../format.ts';
import type { Block, Page } from './page.ts';
import { counted } from './words.ts';

/** A report about one of several subjects. */
interface About {
  readonly subject: string;
  readonly violations: readonly ReportedFinding[];
  readonly interrupted: boolean;
}

/** What several subjects break, at one glance: a verdict, and a table of laws by subjects. */
export function overviewOf(reports: readonly Reported<About>[]): Page {
  const laws = [...new Set(reports.flatMap(({ violations }) => violations.map(nameOf)))].sort();
  const rows = laws.map((law) => [
    law,
    ...reports.map(({ violations }) => {
      const finding = violations.find((one) => nameOf(one) === law);
      return finding ? { text: '●', finding } : '';
    }),
  ]);
  const head = ['breaks ●', ...reports.map(({ subject }) => subject)];
  return [
    overviewHeading(reports),
    ...(rows.length === 0 ? [] : [{ kind: 'table', head, rows } as const]),
  ];
}

/** The verdict on all of them: never good if one of them is not. */
export function overviewHeading(reports: readonly Reported<About>[]): Block {
  const bad = reports.filter(({ violations }) => violations.length > 0).length;
  const text =
    bad === 0
      ? `${counted(reports.length, 'subject')}: no law broken`
      : `${bad} of ${counted(reports.length, 'subject')} break a law`;
  const stopped = reports.some(({ interrupted }) => interrupted) ? ' (stopped early)' : '';
  return { kind: 'heading', level: 1, text: text + stopped, tone: bad === 0 ? 'good' : 'bad' };
}

const nameOf = ({ invariant }: ReportedFinding): string => invariant;
