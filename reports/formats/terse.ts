import { printable } from '../draw/width.ts';
import type { Format } from '../format.ts';
import { type Judged, type Verdict, verdictsOf } from '../page/verdict.ts';
import { locator } from './sarif/place.ts';

/** One line a finding, as compilers write them, so that editors and scripts can jump. */
const terse: Format = {
  summary: 'FILE:LINE: error: … [law], a line for each finding, as compilers write them.',
  extension: '.terse.txt',
  render: (report, { about }) => {
    const sources = about?.sources;
    const lines = verdictsOf(report).flatMap((verdict) => linesOf(verdict, sources));
    return lines.map((line) => `${printable(line)}\n`).join('');
  },
};

export default terse;

/** What a finding means for whoever reads the line; a mended one is none of theirs. */
const SEVERITY = { broken: 'error', accepted: 'warning', inherited: 'warning' } as const;

function linesOf(
  { subject, findings, problem }: Verdict,
  sources: ReadonlyMap<string, string> | undefined,
): string[] {
  const locate = locator(subject, sources);
  const lines = findings.flatMap((judged) =>
    judged.standing === 'fixed' ? [] : [lineOf(judged, judged.standing)],
  );
  return problem === null ? lines : [...lines, `${subject}: error: ${problem}`];

  function lineOf({ finding }: Judged, standing: keyof typeof SEVERITY): string {
    const { artifactLocation, region } = locate(finding.excerpt?.at ?? null);
    const place = [decodeURIComponent(artifactLocation.uri), region?.startLine ?? []].flat();
    const { found, invariant } = finding;
    return `${place.join(':')}: ${SEVERITY[standing]}: ${found} [${invariant}]`;
  }
}
