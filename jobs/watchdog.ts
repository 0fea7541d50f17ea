import type { SharedState } from './shared-state.ts';

/** How long a thread may be silent, in milliseconds. */
export interface SilenceLimits {
  /** Of its own CPU time: a machine that is busy with something else does not use it up. */
  readonly cpuMs: number;
  /** Of anybody's time, for a thread that waits in a system call and computes nothing. */
  readonly wallMs: number;
}

/** What a subject has until it comes to its next operation. */
export const SILENCE_MAX: SilenceLimits = { cpuMs: 10_000, wallMs: 300_000 };
/** The same while C is compiled, by a compiler that may itself be an interpreted program. */
const COMPILING_MAX: SilenceLimits = { cpuMs: 180_000, wallMs: 1_800_000 };
const LOOK_MS = 200;

/** Why a thread counts as hung: it computes and computes, or waits and waits. */
export type Hang = 'loops' | 'waits';

/** What is watched of a thread. */
export interface Watched {
  readonly state: SharedState;
  /**
   * How much CPU time it has used, in milliseconds; a thread in a system call does not answer.
   * Where Node cannot tell, only the time of the wall counts.
   */
  cpuMs(): Promise<number>;
}

/**
 * Calls `hung` when a thread's heartbeat has been silent for too long; returns what ends the watch.
 *
 * For the wall it counts its own looks instead of reading a clock, so that a machine that was
 * suspended does not look like work that hangs.
 */
export function watch(
  { state, cpuMs }: Watched,
  hung: (why: Hang) => void,
  limits: SilenceLimits = SILENCE_MAX,
): () => void {
  let beats = state.beats;
  let wall = 0;
  /** CPU time of the thread when it was first asked in this silence. */
  let from: number | null = null;
  let isAsked = false;
  const unwatch = (): void => clearInterval(timer);
  const end = (why: Hang): void => {
    unwatch();
    hung(why);
  };
  const heard = (cpu: number, since: number): void => {
    isAsked = false;
    if (state.beats !== since) return;
    from ??= cpu;
    const { cpuMs: most } = state.patient ? COMPILING_MAX : limits;
    if (cpu - from >= most) end('loops');
  };
  const timer = setInterval(() => {
    if (state.beats !== beats) {
      beats = state.beats;
      wall = 0;
      from = null;
      return;
    }
    wall += LOOK_MS;
    const { wallMs: most } = state.patient ? COMPILING_MAX : limits;
    if (wall >= most) return end('waits');
    if (isAsked) return;
    isAsked = true;
    const since = beats;
    cpuMs().then(
      (cpu) => heard(cpu, since),
      () => {
        isAsked = false;
      },
    );
  }, LOOK_MS);
  return unwatch;
}
