import { printable } from '../draw/width.ts';
import type { Format } from '../format.ts';
import { verdictsOf } from '../page/verdict.ts';
import { TEST_HEAD, testsIn } from '../page/vitest.ts';

/** Each finding as a test of vitest, which passes once the law is kept in its run. */
const vitest: Format = {
  summary: 'A test of vitest for each finding, to be kept beside the subject.',
  extension: '.test.ts',
  render(report) {
    const tests = testsIn(report);
    const own = verdictsOf(report).flatMap(({ findings }) =>
      findings.flatMap(({ finding, standing }) => (standing === 'broken' ? [finding] : [])),
    );
    const bodies = own.flatMap((finding) => ['', ...(tests.get(finding) ?? []).map(printable)]);
    return `${[...TEST_HEAD, ...bodies].join('\n')}\n`;
  },
};

export default vitest;
