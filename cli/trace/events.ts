import type { EventName } from '../../impl/kernel/event-names.ts';
import { eventCode } from '../../impl/kernel/event-names.ts';
import { addressOf } from '../../impl/kernel/memory/layout.ts';
import { PAGE_SIZE, VM_FAULT_RETRY } from '../../impl/kernel/mm-flags.ts';
import { kindOf } from '../../scheduler/event.ts';
import { isOperation } from '../../scheduler/operation.ts';
import { Trace } from '../../scheduler/trace.ts';
import type { LogAttempt, LogStep } from './attempts.ts';
import { HELPERS, isHelper, PRIMITIVES, type ResultType } from './functions.ts';

/** A trap of the log as a trace, and the line of each of its events. */
export interface LogTrace {
  readonly trace: Trace;
  readonly lines: readonly number[];
}

const ON = { reservation: 'resv-1', object: 'bo-1', mm: 'mm', device: 'bdev' } as const;
const ADDRESS = 0x400000;

/** What a register holds, as a function of this type leaves it there. */
export function registerValue(result: bigint | null, type: ResultType): number {
  if (result === null || type === 'none') return 0;
  if (type === 'bool') return (result & 0xffn) === 0n ? 0 : 1;
  if (type === 'int') return Number(BigInt.asIntN(32, result));
  // Of the time that is left only matters whether there is some.
  const long = BigInt.asIntN(64, result);
  return long > 0n ? 1 : Number(long);
}

/** What the handler returned. */
export const returnedBy = ({ returned }: LogAttempt): number =>
  registerValue(returned.result, 'int');

/**
 * The attempts of one trap as a trace of one task on one object: `flags` are those of each.
 *
 * What is inline in every kernel and cannot be seen is put where it has to be: the mmap lock is
 * taken before the handler, and a reference that is put was taken before the lock was released.
 */
export function traceOf(attempts: readonly LogAttempt[], flags: readonly number[]): LogTrace {
  const writer = new Writer();
  writer.write('trap_begin', attempts[0]!.line);
  attempts.forEach((attempt, index) => {
    writer.attempt(attempt, flags[index]!);
  });
  writer.write('trap_end', attempts.at(-1)!.returned.line);
  return writer;
}

class Writer implements LogTrace {
  readonly trace = new Trace();
  readonly lines: number[] = [];
  private inserted = 0;

  write(name: EventName, line: number, on = '', a = 0, b = 0, c = 0, reply = 0): void {
    const { trace } = this;
    const code = eventCode(name);
    trace.append(code, 0, addressOf(on) ?? 0, a, b, c, reply, trace.step << 1);
    this.lines.push(line);
    if (isOperation(kindOf(code))) trace.step += 1;
  }

  attempt(attempt: LogAttempt, flags: number): void {
    const reply = returnedBy(attempt);
    const { steps, line, returned } = attempt;
    this.inserted = 0;
    this.write('down_read', line, 'mm');
    this.write('fault_enter', line, 'bo-1', ADDRESS, flags, addressOf('vma-1'));
    const own = ownSteps(steps);
    const release = own.findIndex(({ name }) => name === 'up_read');
    const put = own.findIndex(({ name }) => name === 'ttm_bo_put');
    own.forEach((step, index) => {
      const isTaken =
        release >= 0 && put > release ? index === release : step.name === 'ttm_bo_put';
      const isLater = step.name === 'ttm_bo_put' && index > put;
      if (put >= 0 && (isTaken || isLater)) this.write('ttm_bo_get', step.line, 'bo-1');
      this.step(step);
    });
    this.write('fault_return', returned.line, 'bo-1', ADDRESS, flags, 0, reply);
    if (release < 0) this.write('up_read', returned.line, 'mm');
  }

  private step({ line, name, kind, args, result }: LogStep): void {
    if (isHelper(name)) {
      const [enter, leave] = HELPERS[name];
      if (kind === 'enter') this.write(enter, line, 'bo-1');
      else this.write(leave, line, 'bo-1', 0, 0, 0, registerValue(result, 'int'));
      return;
    }
    const { event, on, result: type } = PRIMITIVES[name]!;
    const reply = registerValue(result, type);
    // Where the log does not have the argument, the wait counts as one that a signal ends.
    const isWait = event === 'dma_resv_wait_timeout';
    let a = isWait ? Number((args.intr ?? 1n) & 0xffn) : 0;
    if (event === 'vmf_insert_pfn_prot') a = ADDRESS + PAGE_SIZE * this.inserted++;
    this.write(event, line, ON[on], a, 0, 0, reply);
  }
}

/** Without what is done to other locks: the first one is that of the object. */
function ownSteps(steps: readonly LogStep[]): readonly LogStep[] {
  const own = steps.find(({ args }) => args.lock !== undefined)?.args.lock;
  return steps.filter(({ args, name }) => {
    const isLock = PRIMITIVES[name]?.isLock === true;
    return !isLock || args.lock === undefined || args.lock === own;
  });
}

/** Whether the trap goes into another round after this attempt. */
export const isRetried = (attempt: LogAttempt): boolean =>
  (returnedBy(attempt) & VM_FAULT_RETRY) !== 0;
