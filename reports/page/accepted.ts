import type { Finding } from '../../properties/answers/finding.ts';
import type { Change, GateReport } from '../../properties/answers/gate-report.ts';
import type { Reported } from '../format.ts';
import type { Cells } from './page.ts';

type Named = Pick<GateReport, 'regressions' | 'accepted' | 'changes'>;

/**
 * What `--accept` can be told of a gate, by the name that its report shows: the law or behaviour,
 * and `law#2` for the second one of a law, in the order of the report.
 */
export function namesOf({
  regressions,
  accepted = [],
  changes,
}: Named): ReadonlyMap<string, Finding | Change> {
  const names = new Map<string, Finding | Change>();
  const add = (name: string, found: Finding | Change): void => {
    let free = name;
    for (let times = 2; names.has(free); times += 1) free = `${name}#${times}`;
    names.set(free, found);
  };
  for (const finding of [...regressions, ...accepted]) add(finding.invariant, finding);
  for (const change of changes) add(change.behaviour, change);
  return names;
}

/** The name under which the report shows it. */
export const nameIn = (report: Named, found: Finding | Change): string =>
  [...namesOf(report)].find(([, other]) => other === found)![0];

/** The rows of the summary that tell what is accepted, and why. */
export const acceptedRows = (report: Reported<Named>): Cells[] => [
  ...(report.accepted ?? []).map((finding) => [
    { text: nameIn(report, finding), finding },
    finding.known?.row ?? '',
    `accepted: ${finding.accepted}`,
  ]),
  ...report.changes
    .filter(({ accepted }) => accepted !== undefined)
    .map(({ behaviour, only, accepted }) => [
      `${only} only`,
      '',
      `${behaviour}; accepted: ${accepted}`,
    ]),
];
