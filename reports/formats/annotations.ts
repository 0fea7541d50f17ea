import { printable } from '../draw/width.ts';
import type { Format } from '../format.ts';
import { verdictsOf } from '../page/verdict.ts';
import { locator } from './sarif/place.ts';

/** Workflow commands of GitHub: each broken law beside the line of the change. */
const annotations: Format = {
  summary: 'Workflow commands of GitHub, which show each broken law beside its line.',
  extension: '.annotations.txt',
  render: (report, { about }) =>
    verdictsOf(report)
      .flatMap(({ subject, findings }) =>
        findings
          .filter(({ standing }) => standing === 'broken')
          .map(({ finding }) => {
            const { artifactLocation, region } = locator(
              subject,
              about?.sources,
            )(finding.excerpt?.at ?? null);
            const file = property(decodeURIComponent(artifactLocation.uri));
            const line = region ? `,line=${region.startLine}` : '';
            const title = property(`faultline: ${finding.invariant}`);
            return `::error file=${file}${line},title=${title}::${message(finding.found)}\n`;
          }),
      )
      .join(''),
};

export default annotations;

/** Escapes as GitHub's own toolkit does: a text of the subject's can end no command and begin none. */
const message = (text: string): string =>
  printable(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const property = (text: string): string =>
  message(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
