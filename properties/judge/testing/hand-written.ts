import '../../../impl/kernel/index.ts';
import { vmaStart } from '../../../impl/kernel/boot.ts';
import { addressOf } from '../../../impl/kernel/memory/layout.ts';
import {
  FAULT_FLAG_ALLOW_RETRY,
  FAULT_FLAG_KILLABLE,
  FAULT_FLAG_USER,
} from '../../../impl/kernel/mm-flags.ts';
import type { Profile } from '../../../impl/kernel/profile.ts';
import type { World } from '../../../impl/kernel/world.ts';
import { codeOf, kindOf } from '../../../scheduler/event.ts';
import type { Outcome } from '../../../scheduler/execute.ts';
import { isOperation } from '../../../scheduler/operation.ts';
import { Trace } from '../../../scheduler/trace.ts';
import type { Invariant, Violation } from '../invariant.ts';
import { Oracle } from '../oracle.ts';

/** A number, or the name of an address: `bo-1`, `man-vram`, `bo-1.wu_mutex`. */
export type Value = number | string;

/** What else an event says; what is not given is 0 and did not wait. */
export interface Details {
  readonly a?: Value;
  readonly b?: Value;
  readonly c?: Value;
  readonly reply?: number;
  readonly waited?: boolean;
}

/** One event as a test writes it down: kind, object, details. */
export type Line = readonly [kind: string, object?: Value, details?: Details];
/** An event of a given task. */
export type TaskLine = readonly [task: number, ...line: Line];

/** A small world: two threads fault on one object of three pages in video memory. */
export const WORLD: World = {
  objects: [
    {
      placement: 'vram',
      caching: 'write-combined',
      pages: 3,
      reservation: 0,
      moving: 'none',
      ttm: 'empty',
      imported: false,
      handle: true,
    },
  ],
  vmas: [{ object: 0, offset: 0, pages: 3, overhang: false, writable: true, present: [] }],
  faults: [
    { vma: 0, page: 0, caller: 'user', write: true },
    { vma: 0, page: 1, caller: 'user', write: true },
  ],
  environment: [],
  failures: [],
  driver: { notify: 'absent', scattered: false, ioReserveLru: ['vram'] },
  readersOvertake: false,
  defects: [],
};

/** The kernel of the posted patch. */
export const PROFILE: Profile = {
  retry: 'once',
  lockOrder: 'mmap-last',
  ioLock: true,
  populateNull: 'oops',
};

/** What a user-mode access that may be retried comes with. */
export const USER_FLAGS = FAULT_FLAG_ALLOW_RETRY | FAULT_FLAG_KILLABLE | FAULT_FLAG_USER;

/** How one call of a handler begins and ends. */
export interface Call {
  /** What the handler returns. */
  readonly reply: number;
  readonly task?: number;
  readonly flags?: number;
  /** The flags as the handler leaves them, if it changes them. */
  readonly flagsLeft?: number;
  /** Page of `vma-1` that is touched. */
  readonly page?: number;
}

/** One call of a handler on `bo-1`: the core takes the mmap lock, enters, and is returned to. */
export function call(
  { reply, task = 0, flags = USER_FLAGS, flagsLeft = flags, page = 0 }: Call,
  lines: readonly Line[],
): readonly TaskLine[] {
  const address = vmaStart(0) + page * 4096;
  const around: readonly Line[] = [
    ['down_read', 'mm'],
    ['fault_enter', 'bo-1', { a: address, b: flags, c: 'vma-1' }],
    ...lines,
    ['fault_return', 'bo-1', { a: address, b: flagsLeft, reply }],
  ];
  return around.map((line) => [task, ...line]);
}

/** A trace of these events in this order; each operation takes one step. */
export function trace(lines: readonly TaskLine[]): Trace {
  const written = new Trace();
  for (const [task, name, object = 0, details = {}] of lines) {
    const code = codeOf(name);
    if (code === undefined) throw new Error(`${name} is no kind of event`);
    const { a = 0, b = 0, c = 0, reply = 0, waited = false } = details;
    const step = (written.step << 1) | (waited ? 1 : 0);
    written.append(code, task, value(object), value(a), value(b), value(c), reply, step);
    if (isOperation(kindOf(code))) written.step += 1;
  }
  return written;
}

function value(given: Value): number {
  if (typeof given === 'number') return given;
  const address = addressOf(given);
  if (address === undefined) throw new Error(`nothing in memory is called ${given}`);
  return address;
}

/** Where and how the run of a written trace happened; the defaults are above. */
export interface Setting {
  readonly world?: World;
  readonly profile?: Profile;
  readonly outcome?: Outcome;
}

/** How the trace breaks this one law, or undefined if it keeps it. */
export async function broken(
  name: string,
  lines: readonly TaskLine[],
  { world = WORLD, profile = PROFILE, outcome = { kind: 'completed' } }: Setting = {},
): Promise<Violation | undefined> {
  const file = new URL(`../invariants/${name}.ts`, import.meta.url);
  const law: Invariant = (await import(file.href)).default;
  const written = trace(lines);
  const oracle = new Oracle(new Map([[name, law]]));
  return oracle.judge(written, world, profile, { outcome, steps: written.step, preemptions: 0 })[0];
}
