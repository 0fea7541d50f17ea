import type { Format } from '../format.ts';
import { jsonText } from '../json/text.ts';
import { type Judged, verdictsOf } from '../page/verdict.ts';
import { fingerprintOf } from './sarif/fingerprint.ts';
import { locator } from './sarif/place.ts';

/** The code quality report of GitLab: a JSON array, one object a finding. */
const codequality: Format = {
  summary: 'Code quality JSON of GitLab, for the widget of a merge request.',
  extension: '.codequality.json',
  render: (report, { about }) =>
    jsonText(
      verdictsOf(report).flatMap(({ subject, findings }) =>
        findings
          .filter(({ standing }) => standing === 'broken' || standing === 'inherited')
          .map((judged) => entryOf(judged, subject, about?.sources)),
      ),
    ),
};

export default codequality;

function entryOf(
  { finding, standing }: Judged,
  subject: string,
  sources: ReadonlyMap<string, string> | undefined,
): object {
  const { artifactLocation, region } = locator(subject, sources)(finding.excerpt?.at ?? null);
  return {
    description: finding.found,
    check_name: finding.invariant,
    fingerprint: fingerprintOf(finding),
    severity: standing === 'broken' ? 'critical' : 'info',
    location: {
      path: decodeURIComponent(artifactLocation.uri),
      lines: { begin: region?.startLine ?? 1 },
    },
  };
}
