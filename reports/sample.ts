import type { SourceCoverage } from '../impl/subject.ts';
import type { CheckReport, Coverage, GateReport, ReplayReport } from '../properties/finding.ts';
import type { ListReport, RangeReport, Reported } from './format.ts';
import { deadlock, leak, leakedFence, unheld, unlockedRead } from './sample-findings.ts';

/** Reports written by hand, for the tests of this room. */

const coverage: Coverage = {
  goals: [
    { name: 'returns VM_FAULT_NOPAGE', source: 'domain.md §1.5', reached: 18204 },
    { name: 'returns VM_FAULT_OOM', source: 'domain.md §1.5', reached: 411 },
    { name: 'idle row 5c', source: 'domain.md §1.2', reached: 0 },
  ],
  transitions: { taken: 96, total: 98, never: ['waiting → retry on wait_error', 'leaving → oom'] },
  outcomes: { completed: 19987, deadlocked: 13 },
};

/** Of a subject in C, which is in two files. */
const source: SourceCoverage = {
  lines: {
    total: 60,
    reached: 55,
    never: ['rfc.c:57', 'rfc.c:60', 'rfc.c:61', 'rfc.c:62', 'amd.c:7'],
  },
  branches: {
    total: 31,
    reached: 29,
    never: [
      { at: 'rfc.c:56', column: 6, to: 'rfc.c:57' },
      { at: 'amd.c:6', column: 2, to: null },
    ],
  },
  neverCalled: ['ttm_bo_io_mem_pfn'],
  beside: ['ttm_bo_vm_open', 'ttm_bo_vm_access'],
};

const profile = {
  retry: 'once',
  lockOrder: 'mmap-last',
  ioLock: true,
  populateNull: 'oops',
} as const;

/** The posted patch is not safe. */
export const gateReport: Reported<GateReport> = {
  schema: 'faultline.gate/1',
  candidate: 'rfc',
  baseline: 'v5.3',
  profiles: { candidate: profile, baseline: profile },
  profilesFrom: { candidate: 'declared', baseline: 'declared' },
  seed: 7,
  runs: 20000,
  seconds: 12.34,
  interrupted: false,
  safe: false,
  regressions: [leak],
  inherited: [leakedFence],
  fixed: [unlockedRead],
  changes: [
    {
      behaviour: 'VM_FAULT_SIGBUS with the io_reserve lock held',
      only: 'candidate',
      witness: { world: leak.shrunk.world, schedule: leak.shrunk.schedule },
    },
  ],
  coverage,
};

/** A mutant is found out. */
export const checkReport: Reported<CheckReport> = {
  schema: 'faultline.check/1',
  subject: 'bo-get-missing',
  profile,
  profileFrom: 'declared',
  seed: 7,
  runs: 20000,
  seconds: null,
  strategy: 'preemptions',
  world: null,
  interrupted: false,
  coverage: { ...coverage, source },
  violations: [unheld],
};

/** A deadlock happens again. */
export const replayReport: Reported<ReplayReport> = {
  schema: 'faultline.replay/1',
  subject: 'rfc',
  verdict: 'reproduced',
  difference: null,
  finding: deadlock,
};

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

/** Two subjects. */
export const listReport: ListReport = {
  schema: 'faultline.list/1',
  what: 'subjects',
  entries: [
    { name: 'v5.3', summary: 'The fault handler before it was split.' },
    { name: 'rfc', summary: 'The helpers as they were posted.' },
  ],
};
