import { NOBODY, PAGES, type PromiseKernel, type Scenario } from './promise-kernel.ts';
import type { Threads } from './promise-threads.ts';

/** The page-fault protocol of v5.5 as async functions: the same primitives in the same order. */

/** What a program of promises runs on. */
export interface Program {
  readonly kernel: PromiseKernel;
  readonly threads: Threads;
  readonly scenario: Scenario;
}

type Result = 'nopage' | 'retry' | 'sigbus' | 'done';

/** A faulting thread, and the page that it touches. */
interface Fault {
  readonly task: number;
  readonly page: number;
  readonly mayRetry: boolean;
}

const TRAPS_MAX = 4;

/** Touches a page until that succeeds or fails for good. */
export async function faulter(program: Program, task: number, page: number): Promise<void> {
  const { kernel, threads } = program;
  for (let traps = 0; traps < TRAPS_MAX; traps += 1) {
    const mapped = await threads.step('user_access', () => {
      kernel.signals[task] = 0;
      return kernel.attached && kernel.present[page];
    });
    if (mapped || (await trap(program, task, page)) === 'end') return;
  }
}

async function trap(program: Program, task: number, page: number): Promise<'again' | 'end'> {
  const { kernel, threads } = program;
  const upRead = (): Promise<void> => threads.step('up_read', () => kernel.releaseRead());
  for (const mayRetry of [true, false]) {
    await threads.until(
      'down_read',
      () => kernel.writer === NOBODY && kernel.queued === 0,
      () => {
        kernel.readers += 1;
      },
    );
    if (!kernel.attached) {
      await upRead();
      return 'end';
    }
    const result = await fault(program, { task, page, mayRetry });
    if (result !== 'retry') {
      await upRead();
      return result === 'sigbus' ? 'end' : 'again';
    }
  }
  return 'again';
}

/** `ttm_bo_vm_fault`. */
async function fault(program: Program, it: Fault): Promise<Result> {
  const { kernel, threads, scenario } = program;
  const refused = await reserve(program, it);
  if (refused !== 'done') return refused;
  const result = await reserved(program, it);
  if (result === 'retry' && scenario.defect !== 'unlocked-twice') return result;
  await threads.step('dma_resv_unlock', () => kernel.releaseReservation(it.task));
  return result;
}

/** `ttm_bo_vm_reserve`. */
async function reserve({ kernel, threads }: Program, { task, mayRetry }: Fault): Promise<Result> {
  if (await threads.step('dma_resv_trylock', () => kernel.takeReservation(task))) return 'done';
  if (!mayRetry) return 'nopage';
  await threads.step('ttm_bo_get', () => kernel.get());
  await threads.step('up_read', () => kernel.releaseRead());
  await waitUnreserved({ kernel, threads }, task);
  await threads.step('ttm_bo_put', () => kernel.put());
  return 'retry';
}

/** `ttm_bo_wait_unreserved`. */
async function waitUnreserved(
  { kernel, threads }: Pick<Program, 'kernel' | 'threads'>,
  task: number,
): Promise<void> {
  const signaled = (): boolean => kernel.signals[task] !== 0;
  const first = await threads.until(
    'mutex_lock_interruptible',
    () => kernel.waitMutex === NOBODY || signaled(),
    () => {
      if (kernel.waitMutex !== NOBODY) return false;
      kernel.waitMutex = task;
      return true;
    },
  );
  if (!first) return;
  if (kernel.reservation !== NOBODY) {
    const taken = await threads.until(
      'dma_resv_lock_interruptible',
      () => kernel.reservation === NOBODY || signaled(),
      () => kernel.takeReservation(task),
    );
    if (taken) await threads.step('dma_resv_unlock', () => kernel.releaseReservation(task));
  }
  await threads.step('mutex_unlock', () => {
    kernel.waitMutex = NOBODY;
  });
}

/** `ttm_bo_vm_fault_idle`. */
async function idle({ kernel, threads }: Program, { task, mayRetry }: Fault): Promise<Result> {
  if (kernel.moving === 'none') return 'done';
  const isSignaled = (): boolean => kernel.moving === 'signaled';
  const wait = (): Promise<boolean> =>
    threads.until(
      'dma_fence_wait',
      () => isSignaled() || kernel.signals[task] !== 0,
      () => isSignaled(),
    );
  if (!(await threads.step('dma_fence_is_signaled', isSignaled))) {
    if (mayRetry) {
      await threads.step('ttm_bo_get', () => kernel.get());
      await threads.step('up_read', () => kernel.releaseRead());
      await wait();
      await threads.step('dma_resv_unlock', () => kernel.releaseReservation(task));
      await threads.step('ttm_bo_put', () => kernel.put());
      return 'retry';
    }
    if (!(await wait())) return 'nopage';
  }
  await threads.step('dma_fence_put', () => {
    kernel.moving = 'none';
  });
  return 'done';
}

/** `ttm_bo_vm_fault_reserved`. */
async function reserved(program: Program, it: Fault): Promise<Result> {
  const { kernel, threads, scenario } = program;
  const { task } = it;
  // The io lock is one of video memory; that of system memory is on its fast path.
  const { iomem } = kernel;
  const busy = await idle(program, it);
  if (busy !== 'done') return busy;
  const locked = await threads.until(
    'ttm_mem_io_lock',
    () => !iomem || kernel.ioLock === NOBODY || kernel.signals[task] !== 0,
    () => (iomem ? kernel.takeIoLock(task) : 0),
  );
  if (locked !== 0) return 'nopage';
  const failed = await threads.step('ttm_mem_io_reserve_vm', () => scenario.ioReserveFails);
  if (failed && scenario.defect === 'io-lock-kept') return 'sigbus';
  if (!failed) await insertPages(program, it.page);
  await threads.step('ttm_mem_io_unlock', () => {
    if (iomem) kernel.releaseIoLock(task);
  });
  return failed ? 'sigbus' : 'nopage';
}

async function insertPages({ kernel, threads }: Program, first: number): Promise<void> {
  if (!kernel.iomem) {
    await threads.step('ttm_tt_populate', () => {
      kernel.populated = true;
    });
  }
  for (let page = first; page < PAGES; page += 1) {
    await threads.step('vmf_insert_mixed', () => kernel.insert(page));
  }
}
