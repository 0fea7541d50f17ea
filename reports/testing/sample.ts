import type { SourceCoverage } from '../../impl/subject.ts';
import type { Certificate, ExhaustedWorld } from '../../properties/answers/certificate.ts';
import type { CheckReport } from '../../properties/answers/check-report.ts';
import type { Coverage } from '../../properties/answers/coverage.ts';
import type { GateReport } from '../../properties/answers/gate-report.ts';
import type { ListReport } from '../../properties/answers/list-report.ts';
import type { ReplayReport } from '../../properties/answers/replay-report.ts';
import type { Reported } from '../format.ts';
import { deadlock, leak, leakedFence, unheld, unlocked, unlockedRead } from './sample-findings.ts';
import { aLockLess, compared, withoutUnlock } from './sample-refinement.ts';

/** Reports written by hand, for the tests of this room. */

const coverage: Coverage = {
  goals: [
    { name: 'returns VM_FAULT_NOPAGE', source: 'domain.md §1.5', reached: 18204 },
    { name: 'returns VM_FAULT_OOM', source: 'domain.md §1.5', reached: 411 },
    { name: 'idle row 5c', source: 'domain.md §1.2', reached: 0 },
  ],
  transitions: {
    taken: 96,
    total: 98,
    never: ['waiting → retry on wait_error', 'leaving → oom'],
    byRegion: [
      { from: 'reservation.free', event: 'resv_trylock_ok', to: 'reservation.held', times: 7 },
    ],
  },
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

/** Of a gate that exhausted one world on both sides, and another on one. */
export const certificate: Certificate = {
  exhausted: [
    exhausted('rfc', 'two-faults', { states: 195, cut: 0 }),
    exhausted('rfc', 'notify-moves', { states: 46, cut: 1 }),
    exhausted('v5.3', 'two-faults', { states: 203, cut: 0 }),
  ],
  unfinished: [],
  sampled: ['rfc', 'v5.3'].map((subject) => ({
    subject,
    world: null,
    limits: {
      objects: 3,
      pages: 19,
      vmas: 3,
      threads: 3,
      actors: 4,
      failures: 3,
      preemptions: 6,
    },
    strategies: [
      { strategy: 'pct', runs: 1248 },
      { strategy: 'preemptions', runs: 5002 },
    ],
    interrupted: false,
    pct: [
      { depth: 1, chance: 1 / 9, missed: 4.7e-22 },
      { depth: 2, chance: 1 / 900, missed: 0.6291 },
      { depth: 3, chance: 1 / 90_000, missed: 0.9954 },
    ].map((bound) => ({ ...bound, runs: 416, tasks: 9, steps: 100, within: 14, longer: 3 })),
  })),
};

function exhausted(
  subject: string,
  world: string,
  { states, cut }: { states: number; cut: number },
): ExhaustedWorld {
  return {
    subject,
    world,
    tasks: ['fault-1', 'fault-2', 'delayed-destroy', 'gpu'],
    faults: [
      { caller: 'user', write: false },
      { caller: 'fixup-locked', write: true },
    ],
    failures: [{ task: 0, primitive: 'ttm_mem_io_reserve', call: 1, error: 'EINVAL' }],
    objects: 1,
    pages: 2,
    preemptions: null,
    states,
    cut,
  };
}

/** Of v5.3. */
export const profile = {
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
  regressions: [{ ...leak, other: { subject: 'v5.3', trace: unlocked } }],
  inherited: [leakedFence],
  fixed: [unlockedRead],
  changes: [
    {
      behaviour: 'VM_FAULT_SIGBUS with the io_reserve lock held',
      only: 'candidate',
      witness: { world: leak.shrunk.world, schedule: leak.shrunk.schedule },
    },
  ],
  refinement: { differences: [withoutUnlock, aLockLess], demanded: false },
  coverage,
  certificate: { ...certificate, compared },
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
  certificate: { ...certificate, exhausted: [], sampled: certificate.sampled.slice(0, 1) },
};

/** A deadlock happens again. */
export const replayReport: Reported<ReplayReport> = {
  schema: 'faultline.replay/1',
  subject: 'rfc',
  verdict: 'reproduced',
  difference: null,
  finding: deadlock,
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
