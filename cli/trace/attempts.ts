import { HANDLERS, HELPERS, INSIDE, isHelper, isPrimitive } from './functions.ts';
import type { Log, LogCall } from './log.ts';

/** What one call of a fault handler did, in the order in which it did it. */
export interface LogAttempt {
  readonly task: string;
  readonly handler: string;
  /** The line in which the handler is entered. */
  readonly line: number;
  /** `vmf->flags`, where the log has those of `handle_mm_fault`. */
  readonly flags: number | null;
  readonly steps: readonly LogStep[];
  /** What the handler returned, in the line in which it did. */
  readonly returned: { readonly line: number; readonly result: bigint | null };
}

/** A primitive, at its return, or a helper that begins or ends. */
export interface LogStep {
  readonly line: number;
  readonly name: string;
  readonly kind: 'enter' | 'return';
  readonly args: Readonly<Record<string, bigint>>;
  readonly result: bigint | null;
}

/** The attempts of a log, and what of it is none: why, and in which line. */
export interface LogAttempts {
  readonly attempts: readonly LogAttempt[];
  readonly unread: readonly { readonly line: number; readonly why: string }[];
}

interface Frame {
  readonly call: LogCall;
  /** Set for the handler itself. */
  readonly steps: LogStep[] | null;
  readonly flags: number | null;
}

/** Follows the calls of each task. */
export function attemptsIn({ calls, lost }: Log, handler: string | undefined): LogAttempts {
  const reader = new Reader(new Set(handler === undefined ? HANDLERS : [...HANDLERS, handler]));
  const gaps = lost.map(({ line }) => line);
  for (const call of calls) {
    // Whatever was under way when events were lost is not whole.
    while (gaps.length > 0 && gaps[0]! < call.line) reader.lose(gaps.shift()!);
    if (call.kind === 'enter') reader.enter(call);
    else reader.leave(call);
  }
  reader.end();
  return reader;
}

class Reader implements LogAttempts {
  readonly attempts: LogAttempt[] = [];
  readonly unread: { line: number; why: string }[] = [];
  private readonly stacks = new Map<string, Frame[]>();
  private readonly handlers: ReadonlySet<string>;

  constructor(handlers: ReadonlySet<string>) {
    this.handlers = handlers;
  }

  enter(call: LogCall): void {
    const stack = this.stacks.get(call.task) ?? [];
    this.stacks.set(call.task, stack);
    const inside = stack.some(({ steps }) => steps !== null);
    const isHandler = !inside && this.handlers.has(call.name);
    if (isHelper(call.name)) {
      if (!inside) {
        const why = `${call.name} is called outside of a known handler; name it with --handler`;
        this.unread.push({ line: call.line, why });
      } else if (this.isOwn(stack)) this.note(stack, { ...call, kind: 'enter' });
    }
    const flags = call.name === 'handle_mm_fault' ? call.args.flags : undefined;
    stack.push({
      call,
      steps: isHandler ? [] : null,
      flags: flags === undefined ? null : Number(flags),
    });
  }

  leave(call: LogCall): void {
    const stack = this.stacks.get(call.task);
    if (stack === undefined) return;
    // A name that was never entered began before the log did.
    if (call.name !== '' && !stack.some((frame) => frame.call.name === call.name)) return;
    let frame = stack.pop();
    while (frame && call.name !== '' && frame.call.name !== call.name) {
      this.drop(frame, 'the log does not have a return in it');
      frame = stack.pop();
    }
    if (frame === undefined) return;
    if (frame.steps !== null) this.finish(frame, stack, call);
    else if (this.isOwn(stack))
      this.note(stack, {
        ...call,
        ...frame.call,
        kind: 'return',
        line: call.line,
        result: call.result,
      });
  }

  lose(line: number): void {
    for (const stack of this.stacks.values()) {
      for (const frame of stack) this.drop(frame, `events were lost in line ${line}`);
      stack.length = 0;
    }
  }

  end(): void {
    for (const stack of this.stacks.values()) {
      for (const frame of stack) this.drop(frame, 'the log ends inside of it');
    }
  }

  private drop({ call, steps }: Frame, why: string): void {
    if (steps !== null) this.unread.push({ line: call.line, why: `${call.name}: ${why}` });
  }

  private finish({ call, steps }: Frame, stack: readonly Frame[], end: LogCall): void {
    this.attempts.push({
      task: call.task,
      handler: call.name,
      line: call.line,
      flags: stack.findLast((frame) => frame.flags !== null)?.flags ?? null,
      steps: steps!,
      returned: { line: end.line, result: end.result },
    });
  }

  /** Whether nothing stands between the handler and what happens now but its helpers. */
  private isOwn(stack: readonly Frame[]): boolean {
    const from = stack.findIndex(({ steps }) => steps !== null);
    const between = stack.slice(from + 1).map((frame) => frame.call.name);
    return from >= 0 && between.every((name) => isHelper(name) || INSIDE.includes(name));
  }

  private note(stack: readonly Frame[], call: LogCall): void {
    const { line, name, kind, args, result, caller } = call;
    if (!isHelper(name) && !isPrimitive(name)) return;
    const frame = stack.find(({ steps }) => steps !== null)!;
    // Any semaphore is read: that of the mm is what the handler itself or a helper gives up.
    const own = [frame.call.name, ...Object.keys(HELPERS), ...INSIDE];
    if (name === 'up_read' && caller !== undefined && !own.includes(caller)) return;
    frame.steps!.push({ line, name, kind, args, result });
  }
}
