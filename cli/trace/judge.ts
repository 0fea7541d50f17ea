import {
  FAULT_FLAG_ALLOW_RETRY,
  FAULT_FLAG_RETRY_NOWAIT,
  FAULT_FLAG_TRIED,
  faultFlagNames,
  VM_FAULT_NOPAGE,
} from '../../impl/kernel/mm-flags.ts';
import type { Profile } from '../../impl/kernel/profile.ts';
import type { World } from '../../impl/kernel/world.ts';
import type { Invariant, Violation } from '../../properties/judge/invariant.ts';
import { Oracle } from '../../properties/judge/oracle.ts';
import type { LogAttempt } from './attempts.ts';
import { isRetried, type LogTrace, returnedBy, traceOf } from './events.ts';
import { isHelper, PRIMITIVES } from './functions.ts';

/** Laws that ask nothing but which calls a handler made, and what they returned. */
export const ASKED: readonly string[] = [
  'conforms-to-statechart',
  'device-section-balanced',
  'documented-return',
  'first-error-reported',
  'mmap-lock-matches-return',
  'no-unlock-after-retry',
  'nowait-never-sleeps',
  'reservation-matches-return',
  'reservation-released-once',
  'retry-only-if-allowed',
  'retry-waits',
  'unlock-only-by-owner',
  'waits-are-interruptible',
];

/** Why a law is none of them. */
export function whyNotAsked({ on = {}, onWait = {} }: Invariant): string {
  if ('read' in on || 'write' in on) return 'accesses to memory are not in a log';
  if (Object.keys(onWait).length > 0) return 'who had to wait is not in a log';
  return 'what the object, its pages and other tasks were is not in a log';
}

/** One object in a mapping, one task: everything else about them the log does not tell. */
const WORLD: World = {
  objects: [
    {
      ...{ placement: 'vram', caching: 'write-combined', pages: 32, reservation: 0 },
      ...{ moving: 'none', ttm: 'empty', imported: false, handle: true },
    },
  ],
  vmas: [{ object: 0, offset: 0, pages: 32, overhang: false, writable: true, present: [] }],
  faults: [{ vma: 0, page: 0, caller: 'user', write: true }],
  environment: [],
  failures: [],
  driver: { notify: 'absent', scattered: false, ioReserveLru: [] },
  readersOvertake: false,
  defects: [],
} as const;

/** Kernels whose tracers show results have no other. */
const PROFILE: Profile = {
  retry: 'many',
  lockOrder: 'mmap-first',
  ioLock: false,
  populateNull: 'EINVAL',
  vmas: 'pfnmap',
};

/** A law that a trap of the log breaks. */
export interface LogFinding {
  readonly violation: Violation;
  readonly line: number;
  readonly attempt: LogAttempt;
  /** The flags with which it was judged, and whether the log has them. */
  readonly flags: string;
  readonly isFlagsKnown: boolean;
}

/** What the traps of a log come to. */
export interface Judged {
  readonly attempts: number;
  readonly tasks: readonly string[];
  readonly findings: readonly LogFinding[];
  readonly unread: readonly { readonly line: number; readonly why: string }[];
}

/** Judges every trap by the laws that can be asked. */
export function judgeAttempts(
  attempts: readonly LogAttempt[],
  laws: ReadonlyMap<string, Invariant>,
  isRecorded: (name: string) => boolean,
): Judged {
  const oracle = new Oracle(new Map(ASKED.map((name) => [name, laws.get(name)!])));
  const unread: { line: number; why: string }[] = [];
  const findings: LogFinding[] = [];
  const judged: LogAttempt[] = [];
  for (const trap of trapsIn(attempts)) {
    const gap = trap
      .map((attempt) => whyNotJudged(attempt, isRecorded))
      .find((why) => why !== null);
    if (gap) {
      unread.push(gap);
      continue;
    }
    judged.push(...trap);
    findings.push(...judgeTrap(trap, oracle));
  }
  const tasks = [...new Set(judged.map(({ task }) => task))];
  return { attempts: judged.length, tasks, findings, unread };
}

/** Attempts of one task belong together as long as each but the last one says RETRY. */
function trapsIn(attempts: readonly LogAttempt[]): readonly (readonly LogAttempt[])[] {
  const traps: LogAttempt[][] = [];
  const open = new Map<string, LogAttempt[]>();
  for (const attempt of attempts) {
    const before = open.get(attempt.task);
    const isAgain = attempt.flags === null || (attempt.flags & FAULT_FLAG_TRIED) !== 0;
    if (before && isAgain) before.push(attempt);
    else traps.push([attempt]);
    const trap = before && isAgain ? before : traps.at(-1)!;
    if (isRetried(attempt)) open.set(attempt.task, trap);
    else open.delete(attempt.task);
  }
  return traps;
}

const INSERTS = Object.keys(PRIMITIVES).filter((name) => name.startsWith('vmf_insert'));

/** What of an attempt the log would have to have, and does not. */
function whyNotJudged(
  attempt: LogAttempt,
  isRecorded: (name: string) => boolean,
): { readonly line: number; readonly why: string } | null {
  const { line, steps, returned, handler } = attempt;
  const why = (text: string) => ({ line, why: `${handler}: ${text}` });
  const silent = steps.find(({ name, kind, result }) => {
    const type = isHelper(name) ? 'int' : PRIMITIVES[name]!.result;
    return kind === 'return' && type !== 'none' && result === null;
  });
  if (returned.result === null) return why('its result is not in the log');
  if (silent) return why(`the result of ${silent.name} is not in the log (line ${silent.line})`);
  const lacks = (names: readonly string[]): boolean => !names.some(isRecorded);
  if (lacks(['ww_mutex_trylock', 'ww_mutex_lock', 'ww_mutex_lock_interruptible']))
    return why('the log has no ww_mutex_trylock and no ww_mutex_lock');
  if (lacks(['ww_mutex_unlock'])) return why('the log has no ww_mutex_unlock');
  if (isRetried(attempt) && lacks(['up_read']))
    return why('it retries, and the log has no up_read');
  if (isRetried(attempt) && lacks(['ttm_bo_put']) && steps.some(({ name }) => name === 'up_read'))
    return why('it drops the mmap lock, and the log has no ttm_bo_put');
  const isMapped = steps.some(({ name }) => INSERTS.includes(name));
  if ((returnedBy(attempt) & VM_FAULT_NOPAGE) !== 0 && !isMapped && lacks(INSERTS))
    return why('it says NOPAGE, and the log has no vmf_insert function');
  return null;
}

/** What a fault may begin with: retry allowed, no retry, or no waiting. */
const FIRST_FLAGS = [FAULT_FLAG_ALLOW_RETRY, 0, FAULT_FLAG_ALLOW_RETRY | FAULT_FLAG_RETRY_NOWAIT];

/**
 * Where the log does not have the flags, a law counts as broken only if it is whatever they were:
 * the flags that break the fewest are taken.
 */
function judgeTrap(trap: readonly LogAttempt[], oracle: Oracle): readonly LogFinding[] {
  const known = trap.every(({ flags }) => flags !== null);
  const choices = known
    ? [trap.map(({ flags }) => flags!)]
    : FIRST_FLAGS.map((first) =>
        trap.map(({ flags }, round) => flags ?? (round === 0 ? first : first | FAULT_FLAG_TRIED)),
      );
  const answers = choices.map((flags) => {
    const log = traceOf(trap, flags);
    const { trace } = log;
    const execution = {
      outcome: { kind: 'completed' },
      steps: trace.step,
      preemptions: 0,
    } as const;
    return { flags, log, violations: oracle.judge(trace, WORLD, PROFILE, execution) };
  });
  const best = answers.reduce((one, other) =>
    other.violations.length < one.violations.length ? other : one,
  );
  return best.violations.map((violation) => {
    const line = lineOf(violation, best.log);
    const at = Math.max(
      0,
      trap.findLastIndex((attempt) => attempt.line <= line),
    );
    const flags = faultFlagNames(best.flags[at]! & 0xfff);
    return { violation, line, attempt: trap[at]!, flags, isFlagsKnown: known };
  });
}

const lineOf = ({ event }: Violation, { lines }: LogTrace): number =>
  lines[Math.min(event, lines.length - 1)]!;
