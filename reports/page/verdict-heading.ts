import type { Certificate } from '../../properties/answers/certificate.ts';
import type { Coverage } from '../../properties/answers/coverage.ts';
import type { Finding } from '../../properties/answers/finding.ts';
import { leftOutInWords } from './certificate.ts';
import type { Block } from './page.ts';
import { lawsBroken } from './words.ts';

/** The heading of an answer about one subject: `rfc: 2 laws broken in 1 world (stopped early)`. */
export function verdictHeading(
  { subject, violations, interrupted, certificate, coverage }: Verdict,
  { kept, where, helpers, inherited = [] }: Where,
): Block {
  const good = violations.length === 0;
  const verdict = good
    ? `${kept} every law in ${where}`
    : `${lawsBroken(violations)} broken in ${where}`;
  const beside = helpers === undefined ? '' : besideIts(helpers, inherited, good);
  const stopped = interrupted ? ' (stopped early)' : '';
  const text = `${subject}: ${verdict}${beside}${stopped}${good ? leftOutInWords(certificate, coverage?.source) : ''}`;
  return { kind: 'heading', level: 1, text, tone: good ? 'good' : 'bad' };
}

/** `, but for 2 that ttm_bo_vm.c breaks by itself (B5)`: they are not the driver's. */
function besideIts(helpers: string, inherited: Where['inherited'] = [], good: boolean): string {
  const rows = [...new Set(inherited.flatMap(({ known }) => known?.row ?? []))].join(', ');
  const which = `${inherited.length} that ${helpers} breaks by itself${rows && ` (${rows})`}`;
  return good ? `, but for ${which}` : `, and ${which}`;
}

interface Where {
  readonly kept: string;
  readonly where: string;
  /** Of a driver's handler: its helpers, and what they break under their own handler, too. */
  readonly helpers?: string;
  readonly inherited?: readonly Pick<Finding, 'invariant' | 'known'>[];
}

interface Verdict {
  readonly subject: string;
  readonly violations: readonly Pick<Finding, 'invariant'>[];
  readonly interrupted: boolean;
  readonly certificate: Certificate;
  readonly coverage?: Coverage;
}
