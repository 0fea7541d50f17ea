import type { CheckReport } from '../../properties/answers/check-report.ts';
import type { Reported } from '../format.ts';
import { certificateOf } from './certificate.ts';
import { coverageOf, effortOf, profileInWords } from './coverage.ts';
import { briefOf, storyOf } from './finding.ts';
import { section } from './gate.ts';
import type { Page } from './page.ts';
import { verdictHeading } from './verdict-heading.ts';
import { counted } from './words.ts';

/** The answer of `check` for one subject: every broken law in full. */
export function checkPage(report: Reported<CheckReport>): Page {
  const { runs, violations, world, strategy, helpers, inherited = [] } = report;
  return [
    verdictHeading(report, {
      kept: 'kept',
      where: counted(runs, 'run'),
      ...(helpers === undefined ? {} : { helpers, inherited }),
    }),
    ...violations.flatMap(storyOf),
    ...section('Inherited', inherited.map(briefOf)),
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
