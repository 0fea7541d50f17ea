import type { World } from '../../impl/kernel/world.ts';
import type { PortableEvent } from '../../properties/answers/portable-event.ts';
import type { Schedule } from '../../scheduler/schedule.ts';
import type { ReportedFinding } from '../format.ts';

/** Findings written by hand, for the tests of this room: what a subject might be found to do. */
const TASK = '(?<task>\\S*)';
const CALL = '(?<event>\\w+)(?:\\((?<object>[^,)]*)[^)]*\\)| (?<noted>[^, ]+)[^=]*)?';
const LINE = new RegExp(
  `^ *(?<step>\\d+) ${TASK} (?<waited>W )?(?<text>${CALL}(?: = (?<reply>.*?))?)(?: @(?<at>.*))?$`,
);
const REPLIES: Readonly<Record<string, number>> = {
  true: 1,
  '-EINVAL': -22,
  VM_FAULT_SIGBUS: 2,
  VM_FAULT_NOPAGE: 256,
  VM_FAULT_RETRY: 1024,
};

/** A trace from lines of step, task and text; the numbers that no report shows are left out. */
export function traceOf(lines: string): PortableEvent[] {
  const isLine = (line: string): boolean => line.trim() !== '';
  return lines
    .split('\n')
    .filter(isLine)
    .map((line) => {
      const { step, task, event, object, noted, reply, waited, text, at } =
        line.match(LINE)!.groups!;
      return {
        step: Number(step),
        task: task === '-' ? '' : task!,
        event: event!,
        object: object ?? noted ?? '',
        args: [],
        reply: REPLIES[reply ?? ''] ?? 0,
        ...(waited ? { waited: true as const } : {}),
        text: text!,
        ...(at ? { at } : {}),
      };
    });
}

/** One object in video memory, mapped by one vma, read by one thread. */
export const WORLD: World = {
  objects: [
    {
      placement: 'vram',
      caching: 'write-combined',
      pages: 1,
      reservation: 0,
      moving: 'none',
      ttm: 'empty',
      imported: false,
      handle: false,
    },
  ],
  vmas: [{ object: 0, offset: 0, pages: 1, overhang: false, writable: false, present: [] }],
  faults: [{ vma: 0, page: 0, caller: 'user', write: false }],
  environment: [],
  failures: [],
  driver: { notify: 'absent', scattered: false, ioReserveLru: ['vram'] },
  readersOvertake: false,
  defects: [],
};

/** The posted patch keeps the io_reserve lock when reserving io memory fails. */
export const leak: ReportedFinding = {
  invariant: 'io-lock-balanced',
  claim:
    'The io_reserve lock is given back before the handler returns, drops the mmap lock or waits ' +
    'for a fence.',
  source: 'domain.md §7 L3; broken by the posted patch, domain.md §6 B1',
  found: 'the io_reserve lock of man-vram is still held when the handler returns',
  known: null,
  task: 'fault-1',
  step: 5,
  event: 12,
  consequences: [
    {
      invariant: 'conforms-to-statechart',
      found: 'resv_unlock while the io_reserve lock is held; allowed there: io_unlock',
      task: 'fault-1',
      step: 5,
    },
  ],
  original: { faults: 3, tasks: 5, switches: 7, steps: 214 },
  shrunk: {
    faults: 1,
    tasks: 1,
    switches: 0,
    steps: 7,
    world: {
      ...WORLD,
      failures: [{ task: 0, primitive: 'ttm_mem_io_reserve', call: 1, error: 'EINVAL' }],
    },
    schedule: [{ task: 'fault-1', steps: 7 }],
  },
  outcome: { kind: 'completed' },
  trace: traceOf(`
    0 fault-1 user_access(mm, 0x10000000, false, true) = 0
    0 fault-1 trap_begin mm, 0x10000000, ALLOW_RETRY|KILLABLE|USER, 0x0
    1 fault-1 down_read(mm)
    1 fault-1 fault_enter bo-1, 0x10000000, ALLOW_RETRY|KILLABLE|USER, vma-1
    1 fault-1 read vma-1.vm_private_data = bo-1 @rfc.c:170
    1 fault-1 reserve_enter bo-1
    2 fault-1 dma_resv_trylock(resv-1) = true @rfc.c:40
    2 fault-1 reserve_return bo-1 = 0 @rfc.c:41
    2 fault-1 read bo-1.mem.mem_type = 0x2
    3 fault-1 ttm_mem_io_lock(man-vram, true) = 0 @rfc.c:98
    4 fault-1 ttm_mem_io_reserve_vm(bo-1) = -EINVAL @rfc.c:101
    5 fault-1 dma_resv_unlock(resv-1) @rfc.c:181
    5 fault-1 fault_return bo-1, 0x10000000, ALLOW_RETRY|KILLABLE|USER = VM_FAULT_SIGBUS
    6 fault-1 up_read(mm)`),
  excerpt: {
    at: 'rfc.c:181',
    exact: false,
    lines: [
      { line: 179, text: '\t\treturn ret;' },
      { line: 180, text: '' },
      { line: 181, text: '\tdma_resv_unlock(bo->base.resv);' },
      { line: 182, text: '\treturn ret;' },
    ],
  },
  lines: [
    { at: 'rfc.c:40', text: 'if (unlikely(!dma_resv_trylock(bo->base.resv))) {' },
    { at: 'rfc.c:181', text: 'dma_resv_unlock(bo->base.resv);' },
  ],
  chart: [
    { event: 3, state: 'round.mayDrop mmapLock.held' },
    {
      event: 6,
      state: 'round.mayDrop mmapLock.held reservation.held',
      refused:
        'return_nopage in round.mayDrop mmapLock.held reservation.held, against L1 (domain.md §7): ' +
        'the handler returns without the reservation',
    },
  ],
  replay: 'npx faultline replay reports/out/rfc-io-lock-balanced.json',
};

/** What the code before the patch does there: it gives the lock back. */
export const unlocked: readonly PortableEvent[] = [
  ...leak.trace.filter(({ step }) => step < 5),
  ...traceOf(`
    5 fault-1 ttm_mem_io_unlock(man-vram) @v5.3.c:140
    6 fault-1 dma_resv_unlock(resv-1) @v5.3.c:152
    6 fault-1 fault_return bo-1, 0x10000000, ALLOW_RETRY|KILLABLE|USER = VM_FAULT_SIGBUS
    7 fault-1 up_read(mm)`),
];

const TURNS: Schedule = [
  { task: 'fault-1', steps: 2 },
  { task: 'submitter', steps: 2 },
  { task: 'fault-1', steps: 3 },
  { task: 'submitter', steps: 2 },
  { task: 'fault-1', steps: 3 },
];

/** A mutant waits for the reservation without a reference of its own to the object. */
export const unheld: ReportedFinding = {
  invariant: 'bo-ref-held-while-waiting',
  claim: 'Whoever waits for an object without the mmap lock holds a reference of its own to it.',
  source: 'domain.md §7 U2; §6 B10',
  found: 'fault-1 waits for bo-1 without a reference: munmap may free it meanwhile',
  known: { row: 'B10', summary: 'no reference to the object is held while waiting for it' },
  task: 'fault-1',
  step: 9,
  event: 10,
  consequences: [],
  original: { faults: 0, tasks: 4, switches: 6, steps: 131 },
  shrunk: {
    faults: 0,
    tasks: 2,
    switches: 2,
    steps: 12,
    world: { ...WORLD, environment: [{ actor: 'submitter', target: 0, variant: 'one' }] },
    schedule: TURNS,
  },
  outcome: { kind: 'completed' },
  trace: traceOf(`
    0 fault-1 user_access(mm, 0x10000000, false, true) = 0
    1 fault-1 down_read(mm)
    1 fault-1 fault_enter bo-1, 0x10000000, ALLOW_RETRY|KILLABLE|USER, vma-1
    2 submitter ttm_bo_get_unless_zero(bo-1) = true
    3 submitter dma_resv_lock(resv-1, ctx-2) = 0
    4 fault-1 dma_resv_trylock(resv-1) = false
    5 fault-1 up_read(mm)
    6 fault-1 mutex_lock_interruptible(bo-1.wu_mutex) = 0
    7 submitter dma_resv_unlock(resv-1)
    8 submitter ttm_bo_put(bo-1)
    9 fault-1 W dma_resv_lock_interruptible(resv-1, NULL) = 0
   10 fault-1 dma_resv_unlock(resv-1)
   11 fault-1 mutex_unlock(bo-1.wu_mutex)
   11 fault-1 fault_return bo-1, 0x10000000, ALLOW_RETRY|KILLABLE|USER = VM_FAULT_RETRY`),
  continuations: {
    known: 'exact',
    over: 214,
    failureProbability: [0.25, 0.25, 0.25, 0.375, 0.75, 0.75, 0.75, 0.75, 1, 1, 1, 1, 1],
    pointOfNoReturn: 7,
    wrong: 3,
  },
  replay: 'npx faultline replay reports/out/bo-get-missing-bo-ref-held-while-waiting.json',
};

/** The lock that was leaked stops an evictor for ever. */
export const deadlock: ReportedFinding = {
  ...leak,
  invariant: 'deadlock-free',
  claim: 'No set of tasks waits for each other.',
  source: 'domain.md §7 G3',
  found: 'evictor waits for ever',
  task: 'evictor',
  step: 10,
  event: 1000,
  consequences: [],
  shrunk: {
    ...leak.shrunk,
    tasks: 2,
    steps: 10,
    world: {
      ...leak.shrunk.world,
      environment: [{ actor: 'evictor', target: 0, variant: 'to-tt' }],
    },
    schedule: [...leak.shrunk.schedule, { task: 'evictor', steps: 3 }],
  },
  outcome: { kind: 'deadlocked', blocked: [1, 2, 3] },
  trace: [
    ...leak.trace,
    ...traceOf(`
    7 evictor spin_lock(glob)
    8 evictor dma_resv_trylock(resv-1) = true
    9 evictor spin_unlock(glob)`),
  ],
};

/** Both sides have it. */
export const leakedFence: ReportedFinding = {
  ...leak,
  invariant: 'fence-refs-balanced',
  found: 'references to fence-1 that are never dropped: 1',
  known: { row: 'B2', summary: 'the saved reference to the moving fence leaks on an error' },
  replay: 'npx faultline replay reports/out/rfc-fence-refs-balanced.json',
};

/** A defect that only the baseline has. */
export const unlockedRead: ReportedFinding = {
  ...leak,
  invariant: 'object-state-under-reservation',
  found: 'bo-1.mem.mem_type is read without the reservation',
  known: { row: 'B8', summary: 'the memory type is read before the reservation is taken' },
  replay: 'npx faultline replay reports/out/v5.3-object-state-under-reservation.json',
};
