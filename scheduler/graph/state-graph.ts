import type { Outcome } from '../execute.ts';
import type { Effort } from '../explore/explored.ts';
import { Frame } from '../explore/frame.ts';
import type { RecordedMachine, Stage } from '../explore/machine.ts';
import { digestOfState, type Memory } from '../explore/states.ts';
import { Stepper } from '../explore/stepper.ts';
import { lowest } from '../task-set.ts';

/** Who says what of a run can be seen from outside: each thing that can be has a number. */
export interface Observer extends Memory {
  /** Everything begins. */
  begin(): void;
  /**
   * What the transition of this task has shown: `SILENT` for nothing, `REFUSED` if the run is not to
   * be followed any further.
   */
  follow(task: number): number;
  /** What is seen when the run ends so. */
  end(outcome: Outcome): number;
  save(slot: number): void;
  restore(slot: number): void;
}

/** The number of what cannot be seen; of what is not wanted, whatever it is. */
export const SILENT = 0;
export const REFUSED = -1;

/** Numbers of an edge: the task (`ENDS` where the run is over), what is seen, the next state. */
export const EDGE_WORDS = 3;
export const ENDS = -1;

/** Every state of a set of tasks, from state 0 on, and every transition between them. */
export interface StateGraph {
  /** By state: its edges, one after the other, `EDGE_WORDS` each. */
  readonly edges: readonly (readonly number[])[];
  readonly transitions: number;
  /** Nothing was left out. */
  readonly all: boolean;
}

/**
 * Draws the graph: depth first, and nothing is reduced, for an order that makes no difference to
 * the machine can be seen from outside. Equal states are one, by 53 bits of digest. Before each
 * transition it is asked whether to stop.
 */
export function stateGraph(
  stage: Stage,
  observer: Observer,
  stop: (effort: Effort) => boolean,
): StateGraph {
  return new Drawer(stage, observer).draw(stop);
}

class Drawer {
  private readonly machine: RecordedMachine;
  private readonly observer: Observer;
  private readonly stepper: Stepper;
  private readonly frames: Frame[] = [];
  /** States on the path. */
  private depth = 0;
  private readonly edges: number[][] = [];
  private readonly states = new Map<number, number>();
  /** The state after a run has ended, by what is seen then. */
  private readonly ended = new Map<number, number>();

  constructor(stage: Stage, observer: Observer) {
    this.machine = stage.machine;
    this.observer = observer;
    this.stepper = new Stepper(stage);
  }

  draw(stop: (effort: Effort) => boolean): StateGraph {
    const { observer, edges, stepper } = this;
    observer.begin();
    const begun = stepper.start();
    if ('kind' in begun) {
      this.endOf(begun);
      return { edges, transitions: 0, all: true };
    }
    this.frameAt(0).begin(begun);
    observer.follow(ENDS);
    this.enter(0);
    let transitions = 0;
    while (this.depth > 0) {
      const step = this.depth - 1;
      const frame = this.frames[step]!;
      if (frame.todo === 0) {
        this.depth -= 1;
        continue;
      }
      if (stop({ transitions, replayed: stepper.replayed }))
        return { edges, transitions, all: false };
      transitions += 1;
      this.perform(frame, step);
    }
    return { edges, transitions, all: true };
  }

  /** The next transition from this state, and its edge. */
  private perform(frame: Frame, step: number): void {
    const { machine, observer } = this;
    const task = lowest(frame.todo);
    frame.todo &= ~(1 << task);
    frame.chosen = task;
    machine.restore(step);
    observer.restore(step);
    const done = this.stepper.perform(this.frames, step);
    const seen = observer.follow(task);
    if (seen === REFUSED) return;
    let next: number;
    if ('kind' in done) {
      next = this.endOf(done);
    } else {
      this.frameAt(step + 1).follow(frame, task, done.next);
      next = this.enter(step + 1);
    }
    this.edges[frame.entry]!.push(task, seen, next);
  }

  /** The state in which this step finds the machine; one that is new is on the path then. */
  private enter(step: number): number {
    const { machine, observer } = this;
    const frame = this.frames[step]!;
    const ended = this.stepper.look(frame, step);
    if (ended) return this.endOf(ended);
    const digest = digestOfState(machine.recorder.state, frame, observer);
    const known = this.states.get(digest);
    if (known !== undefined) return known;
    frame.entry = this.edges.push([]) - 1;
    this.states.set(digest, frame.entry);
    frame.todo = frame.enabled;
    machine.save(step);
    observer.save(step);
    this.depth = step + 1;
    return frame.entry;
  }

  /** The state after a run has ended so. */
  private endOf(outcome: Outcome): number {
    const seen = this.observer.end(outcome);
    let state = this.ended.get(seen);
    if (state === undefined) {
      state = this.edges.push([]) - 1;
      this.edges[state]!.push(ENDS, seen, state);
      this.ended.set(seen, state);
    }
    return state;
  }

  private frameAt(step: number): Frame {
    this.frames[step] ??= new Frame();
    this.frames[step].reset();
    return this.frames[step];
  }
}
