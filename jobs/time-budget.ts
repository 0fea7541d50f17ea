import type { Progress } from '../properties/run/tools.ts';
import { now } from './clock.ts';
import type { Message } from './job.ts';
import type { Deadline } from './request.ts';
import type { SharedState } from './shared-state.ts';

const PROGRESS_MS = 100;
/** What it takes to make the runs of one broken law smaller, mostly less. */
const SHRINK_MS = 60;

/** A working thread's clock: when to stop, and when to tell how far the work is. */
export class Timing {
  private readonly state: SharedState;
  private readonly post: (message: Message) => void;
  private readonly now: () => number;

  constructor(state: SharedState, post: (message: Message) => void, clock = now) {
    this.state = state;
    this.post = post;
    this.now = clock;
  }

  /** Says whether Ctrl-C was pressed, or this time has come; each question is a heartbeat. */
  over(deadline: number | null): () => boolean {
    return () => {
      this.state.beat();
      return this.state.stopRequested || (deadline !== null && this.now() >= deadline);
    };
  }

  /**
   * Says whether there is time for another piece of a search, as long as the one before it, and for
   * making smaller what shows these broken laws. The end comes nearest to the time that was given
   * when at least half of the piece still fits.
   */
  room({ stopAt, giveUpAt }: Deadline): (laws: number) => boolean {
    let begun: number | null = null;
    return (laws) => {
      this.state.beat();
      const at = this.now();
      const took = begun === null ? 0 : at - begun;
      begun = at;
      if (this.state.stopRequested) return false;
      if (stopAt === null || giveUpAt === null) return true;
      return at + took / 2 < Math.max(stopAt, giveUpAt - laws * SHRINK_MS);
    };
  }

  /** Tells the main thread how far the work is, but not more often than anybody can read. */
  told(): (progress: Progress) => void {
    let last = Number.NEGATIVE_INFINITY;
    return (progress) => {
      this.state.beat();
      if (this.now() - last < PROGRESS_MS) return;
      last = this.now();
      this.post({ kind: 'progress', progress });
    };
  }
}
