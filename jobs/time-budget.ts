import type { Control, Progress } from '../properties/run/tools.ts';
import type { SharedState } from './shared-state.ts';

/** Milliseconds since 1970, the same in every thread, and never going back in one of them. */
export const now = (): number => performance.timeOrigin + performance.now();

/** When a request has to be answered, in milliseconds since 1970; null for whenever. */
export interface Deadline {
  /** No more runs are begun. */
  readonly stopAt: number | null;
  /** What is not yet small stays as large as it is. */
  readonly giveUpAt: number | null;
}

/** For work that nobody hurries. */
export const WHENEVER: Deadline = { stopAt: null, giveUpAt: null };

/** Of `--seconds` at most, for the small worlds that are exhausted before a search. */
const EXHAUST_SHARE = 0.5;
/** Of `--seconds`, for comparing both sides of a gate once they were searched. */
const COMPARE_SHARE = 0.15;
/** A round of a search that is shorter is the last one. */
const ROUND_MS_MIN = 500;

/** A part of a search: until when it may go on, and whether others come before or after it. */
export interface Round {
  readonly deadline: Deadline;
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

/**
 * How the time of `--seconds` is spent.
 *
 * A search goes on in rounds, each of half of what is left; after each, what it has found is made
 * small. How long that took after the last round is kept back for what the next one finds. So when
 * the time is over, all that was found is small, unless the last round finds far more than the one
 * before it.
 */
export class TimeBudget {
  private readonly begun: number;
  private readonly ms: number | null;
  private readonly searchMs: number;
  private readonly givesUp: boolean;
  private readonly clock: () => number;
  private roundEnded: number | null = null;

  constructor(seconds: number | null, kind: 'check' | 'gate' | 'explore' = 'check', clock = now) {
    this.clock = clock;
    this.begun = clock();
    this.ms = seconds === null ? null : seconds * 1000;
    // A run that was explored is small already, and what is said of it takes no time that counts.
    this.givesUp = kind !== 'explore';
    this.searchMs = (this.ms ?? 0) * (kind === 'gate' ? 1 - COMPARE_SHARE : 1);
  }

  /** Seconds since the time began. */
  get elapsed(): number {
    return (this.clock() - this.begun) / 1000;
  }

  /** Exhausting small worlds may not take all the time. */
  get exhausting(): Deadline {
    return this.after(EXHAUST_SHARE);
  }

  /** Everything else may. */
  get deadline(): Deadline {
    return this.after(1);
  }

  /** The next part of a search; undefined if there is no time for another one. */
  round(): Round | undefined {
    if (this.ms === null) return { deadline: WHENEVER, isFirst: true, isLast: true };
    const at = this.clock();
    const isFirst = this.roundEnded === null;
    const keptBack = this.roundEnded === null ? 0 : at - this.roundEnded;
    const left = this.begun + this.searchMs - at - keptBack;
    if (left <= 0 && !isFirst) return undefined;
    const isLast = left < ROUND_MS_MIN;
    const stopAt = at + (isLast ? left : left / 2);
    return { deadline: { stopAt, giveUpAt: this.begun + this.ms }, isFirst, isLast };
  }

  /** A part of a search is over; what comes until the next one makes small what it has found. */
  endRound(): void {
    this.roundEnded = this.clock();
  }

  private after(share: number): Deadline {
    if (this.ms === null) return WHENEVER;
    const stopAt = this.begun + share * this.ms;
    return { stopAt, giveUpAt: this.givesUp ? this.begun + this.ms : null };
  }
}

const PROGRESS_MS = 100;

/** A worker thread's clock: when to stop, and when to tell how far the work is. */
export class Timing {
  private readonly state: SharedState;
  private readonly tell: (progress: Progress) => void;
  private readonly clock: () => number;
  /** How long the last piece of a search took. */
  private took = 0;

  constructor(state: SharedState, tell: (progress: Progress) => void, clock = now) {
    this.state = state;
    this.tell = tell;
    this.clock = clock;
  }

  /** What a request that has to be answered by then is looked after with. */
  control({ stopAt, giveUpAt }: Deadline): Control {
    return { stop: this.over(stopAt), giveUp: this.over(giveUpAt), progress: this.told() };
  }

  /** Says whether Ctrl-C was pressed, or this time has come; each question is a heartbeat. */
  over(deadline: number | null): () => boolean {
    return () => {
      this.state.beat();
      return this.state.stopRequested || (deadline !== null && this.clock() >= deadline);
    };
  }

  /**
   * Says whether there is time for another piece of a search, as long as the one before it. The end
   * comes nearest to the time that was given when at least half of the piece still fits.
   */
  room({ stopAt }: Deadline): () => boolean {
    let begun: number | null = null;
    return () => {
      this.state.beat();
      const at = this.clock();
      if (begun !== null) this.took = at - begun;
      begun = at;
      if (this.state.stopRequested) return false;
      return stopAt === null || at + this.took / 2 < stopAt;
    };
  }

  /** Tells the main thread how far the work is, but not more often than anybody can read. */
  private told(): (progress: Progress) => void {
    let last = Number.NEGATIVE_INFINITY;
    return (progress) => {
      this.state.beat();
      if (this.clock() - last < PROGRESS_MS) return;
      last = this.clock();
      this.tell(progress);
    };
  }
}
