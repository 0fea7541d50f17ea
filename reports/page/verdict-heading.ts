import type { Certificate } from '../../properties/answers/certificate.ts';
import type { Coverage } from '../../properties/answers/coverage.ts';
import type { Finding } from '../../properties/answers/finding.ts';
import { leftOutInWords } from './certificate.ts';
import type { Block } from './page.ts';
import { lawsBroken } from './words.ts';

/** The heading of an answer about one subject: `rfc: 2 laws broken in 1 world (stopped early)`. */
export function verdictHeading(
  { subject, violations, interrupted, certificate, coverage }: Verdict,
  { kept, where }: { kept: string; where: string },
): Block {
  const good = violations.length === 0;
  const verdict = good
    ? `${kept} every law in ${where}`
    : `${lawsBroken(violations)} broken in ${where}`;
  const stopped = interrupted ? ' (stopped early)' : '';
  const text = `${subject}: ${verdict}${stopped}${good ? leftOutInWords(certificate, coverage?.source) : ''}`;
  return { kind: 'heading', level: 1, text, tone: good ? 'good' : 'bad' };
}

interface Verdict {
  readonly subject: string;
  readonly violations: readonly Pick<Finding, 'invariant'>[];
  readonly interrupted: boolean;
  readonly certificate: Certificate;
  readonly coverage?: Coverage;
}
