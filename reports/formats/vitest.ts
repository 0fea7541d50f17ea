import { printable } from '../draw/width.ts';
import type { Format } from '../format.ts';
import { verdictsOf } from '../page/verdict.ts';
import { TEST_HEAD, testOf } from '../page/vitest.ts';

/** Each finding as a test of vitest, which passes once the law is kept in its run. */
const vitest: Format = {
  summary: 'A test of vitest for each finding, to be kept beside the subject.',
  extension: '.test.ts',
  render(report) {
    const own = verdictsOf(report).flatMap(({ subject, findings }) =>
      findings.flatMap(({ finding, standing }) =>
        standing === 'broken' ? [testOf(subject, finding)] : [],
      ),
    );
    const bodies = own.flatMap((lines) => ['', ...lines.map(printable)]);
    return `${[...TEST_HEAD, ...bodies].join('\n')}\n`;
  },
};

export default vitest;
