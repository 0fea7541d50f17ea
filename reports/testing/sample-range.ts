import type { RangeReport } from '../../properties/answers/range-report.ts';

/** Three revisions, one of each verdict. */
export const rangeReport: RangeReport = {
  schema: 'faultline.range/1',
  range: 'v1..v2',
  path: 'ttm/vm.c',
  seed: 1,
  runs: 1000,
  interrupted: false,
  safe: false,
  revisions: [
    {
      revision: '1'.repeat(40),
      subject: 'drm/ttm: take a reference',
      path: 'ttm/old.c',
      against: '000000000000:ttm/old.c',
      verdict: 'safe',
      reason: null,
      broken: [],
      mended: ['fence-refs-balanced'],
      changed: [{ behaviour: 'reserve: waits', only: 'baseline' }],
    },
    {
      revision: '2'.repeat(40),
      subject: 'drm/ttm: half of it',
      path: 'ttm/vm.c',
      against: '111111111111:ttm/old.c',
      verdict: 'skipped',
      reason: "222222222222:ttm/vm.c: line 3: error: expected ';'",
      broken: [],
      mended: [],
      changed: [],
    },
    {
      revision: '3'.repeat(40),
      subject: 'drm/ttm: the rest',
      path: 'ttm/vm.c',
      against: '111111111111:ttm/old.c',
      verdict: 'not-safe',
      reason: null,
      broken: [
        {
          invariant: 'io-lock-balanced',
          found: 'the lock is not given back',
          replay: 'npx faultline replay x.json',
        },
      ],
      mended: [],
      changed: [],
    },
  ],
};
