import type { World } from '../../impl/kernel/world.ts';

/** A primitive on an object, and which time this is that the task comes to it. */
export interface Occurrence {
  readonly primitive: string;
  /** Empty for a primitive that has none. */
  readonly object: string;
  /** Counted from 1. */
  readonly time: number;
}

/** The same with what came of it; the times are those with this reply. */
export interface ScheduleEvent extends Occurrence {
  readonly reply: number;
  /** As one reads it: `dma_resv_trylock(resv-1) = true`. */
  readonly text: string;
}

/**
 * A turn of a task by what it means: the task, by its role in the world, runs until it has done the
 * last thing that it did in the turn, or is about to do what it did in its next one.
 *
 * Steps in between do not count, so a subject may have more or fewer of them.
 */
export interface EventTurn {
  readonly task: string;
  readonly done: ScheduleEvent;
  /** What it did next; `end` if it came to its end in this turn, null if that is not known. */
  readonly next: Occurrence | 'end' | null;
}

/** A schedule by meaning: it follows a subject through harmless edits. */
export type EventSchedule = readonly EventTurn[];

/** A run that broke a law once, kept by what it means: plain data. */
export interface KeptRun {
  /** Of its file. */
  readonly name: string;
  readonly invariant: string;
  readonly world: World;
  readonly turns: EventSchedule;
}
