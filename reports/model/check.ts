import type { CheckReport } from '../../properties/finding.ts';
import type { Reported } from '../format.ts';
import { certificateOf } from './certificate.ts';
import { coverageOf, effortOf, profileInWords } from './coverage.ts';
import { storyOf } from './finding.ts';
import type { Page } from './page.ts';
import { counted, lawsBroken } from './words.ts';

/** The answer of `check` for one subject: every broken law in full. */
export function checkPage(report: Reported<CheckReport>): Page {
  const { subject, runs, violations, interrupted, world, strategy } = report;
  const broken = violations.length;
  const count = counted(runs, 'run');
  const verdict =
    broken === 0 ? `kept every law in ${count}` : `${lawsBroken(violations)} broken in ${count}`;
  const stopped = interrupted ? ' (stopped early)' : '';
  return [
    {
      kind: 'heading',
      level: 1,
      text: `${subject}: ${verdict}${stopped}`,
      tone: broken === 0 ? 'good' : 'bad',
    },
    ...violations.flatMap(storyOf),
    ...coverageOf(report.coverage, [
      ['Profile', profileInWords(report.profile, report.profileFrom)],
    ]),
    ...certificateOf(report.certificate),
    effortOf(report, [
      `strategy ${strategy}`,
      world === null ? 'generated worlds' : `world ${world}`,
    ]),
  ];
}
