import type { Progress } from '../properties/finding.ts';
import { now } from './clock.ts';
import type { Message } from './job.ts';
import type { SharedState } from './shared-state.ts';

const PROGRESS_MS = 100;

/** A working thread's clock: when to stop, and when to tell how far the work is. */
export class Timing {
  private readonly state: SharedState;
  private readonly post: (message: Message) => void;

  constructor(state: SharedState, post: (message: Message) => void) {
    this.state = state;
    this.post = post;
  }

  /** Says whether Ctrl-C was pressed, or this time has come; each question is a heartbeat. */
  over(deadline: number | null): () => boolean {
    return () => {
      this.state.beat();
      return this.state.stopRequested || (deadline !== null && now() >= deadline);
    };
  }

  /** Tells the main thread how far the work is, but not more often than anybody can read. */
  told(): (progress: Progress) => void {
    let last = Number.NEGATIVE_INFINITY;
    return (progress) => {
      this.state.beat();
      if (now() - last < PROGRESS_MS) return;
      last = now();
      this.post({ kind: 'progress', progress });
    };
  }
}
