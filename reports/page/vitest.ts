import type { Report, ReportedFinding } from '../format.ts';
import { verdictsOf } from './verdict.ts';

/** Which subject each finding of a report is of. */
export function subjectsIn(report: Report): ReadonlyMap<ReportedFinding, string> {
  const found = verdictsOf(report).flatMap(({ subject, baseline, findings }) =>
    findings.map(({ finding, standing }) => {
      const name = standing === 'fixed' ? (baseline ?? subject) : subject;
      return [finding, name] as const;
    }),
  );
  return new Map(found);
}

/** What such tests import. */
export const TEST_HEAD = ["import { expect, test } from 'vitest';", "import 'faultline/vitest';"];

/** Compiling C may have to wait for a busy machine. */
const MILLISECONDS = 60_000;

/** A test of vitest, as lines, that fails as long as the law breaks in this run. */
export function testOf(subject: string, finding: ReportedFinding): string[] {
  const title = `${subject} keeps ${finding.invariant} in the run that broke it`;
  return [
    `test(${text(title)}, { timeout: ${MILLISECONDS} }, async () => {`,
    `  await expect(${text(subject)}).not.toReplay(${text(fileOf(finding))});`,
    '});',
  ];
}

/** A text of TypeScript, whatever a subject is called. */
const text = (raw: string): string => {
  const inside = JSON.stringify(raw).slice(1, -1).replaceAll('\\"', '"');
  return `'${inside.replaceAll("'", "\\'")}'`;
};

/** The file that the replay command names, as a shell would read it. */
function fileOf({ replay }: ReportedFinding): string {
  const [, word = replay] = /^npx faultline replay ((?:'[^']*'|\\'|[^\s'])+)/u.exec(replay) ?? [];
  return word.replaceAll("\\'", '\u{FFFD}').replaceAll("'", '').replaceAll('\u{FFFD}', "'");
}
